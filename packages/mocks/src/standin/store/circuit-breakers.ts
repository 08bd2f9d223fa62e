// SPDX-License-Identifier: Apache-2.0

export interface CircuitBreaker {
  readonly service: string
  readonly failMax: number
  readonly resetTimeoutSeconds: number
}

const services = [
  'intune',
  'jamf',
  'sccm',
  'landscape',
  'ansible',
  'servicenow',
  'jira',
  'freshservice',
  'splunk',
  'elastic',
  'datadog',
  'entra_id',
  'active_directory',
  'defender',
  'vulnerability_scanner',
  'ai_provider',
  'database',
  'external_api',
]

/**
 * The breakers of core/circuit_breaker.py. Nothing in EUCORA's reachable code calls through one, so none ever opens,
 * and closing one changes nothing.
 */
export const circuitBreakers: readonly CircuitBreaker[] = services.map((service) =>
  service === 'database'
    ? { service, failMax: 10, resetTimeoutSeconds: 30 }
    : { service, failMax: 5, resetTimeoutSeconds: 60 },
)
