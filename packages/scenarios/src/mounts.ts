// SPDX-License-Identifier: Apache-2.0

/** Where the backend mounts its core views (config/urls.py:38-39): what is true of one is true of the other. */
export const coreMounts = ['core', 'admin'] as const

/** Where it mounts its telemetry views (config/urls.py:34-35). */
export const telemetryMounts = ['health.api', 'health.telemetry'] as const
