// SPDX-License-Identifier: Apache-2.0
/* oxlint-disable -- plain JavaScript of the least size, for a k6 whose types this package does not carry */
import exec from 'k6/execution'
import http from 'k6/http'
import { Trend } from 'k6/metrics'
import { sleep } from 'k6'

// The smallest entry script that keeps the runner's contract: plan in, phases tagged, summary out.
const plan = JSON.parse(open(__ENV['EUCORA_LOAD_PLAN'] ?? ''))
const sessions = JSON.parse(open(plan.sessionsFile))
const bodies = JSON.parse(open(plan.bodiesFile))
const checks = new Trend('body_checks')

export const options = plan.options

export function user() {
  const since = Date.now() - exec.scenario.startTime
  exec.vu.metrics.tags['phase'] = since < plan.rampSeconds * 1000 ? 'ramp' : 'hold'
  const { cookie, csrfToken } = sessions[exec.vu.idInTest % sessions.length]
  const answer = http.post(
    `${plan.baseUrl}/api/v1/deployments/`,
    bodies[exec.vu.iterationInScenario % bodies.length],
    {
      headers: { Cookie: cookie, 'X-CSRFToken': csrfToken },
      tags: { name: 'write' },
      responseCallback: http.expectedStatuses(201),
      timeout: plan.requestTimeout,
    },
  )
  if (answer.status === 201) checks.add(1, { name: 'write', outcome: 'ok' })
  sleep(plan.thinkSeconds.min)
}

export function handleSummary({ metrics, state }) {
  const limited = Object.entries(metrics).filter(([, { thresholds }]) => thresholds)
  const summary = {
    thresholds: Object.fromEntries(
      limited.map(([name, { thresholds }]) => [
        name,
        Object.fromEntries(Object.entries(thresholds ?? {}).map(([text, { ok }]) => [text, ok])),
      ]),
    ),
    values: Object.fromEntries(limited.map(([name, { values }]) => [name, values])),
    requests: metrics['http_reqs']?.values['count'] ?? 0,
    droppedIterations: 0,
    runSeconds: state.testRunDurationMs / 1000,
  }
  return { [plan.summaryFile]: JSON.stringify(summary) }
}
