// SPDX-License-Identifier: Apache-2.0

const anyNumber = 'A latency is any number, so no other one can be told from it.'
const noCap = 'The view cuts nothing off, so there is no cap to leave out.'
const alwaysNull = 'It is null wherever a call can bring it about, and such a defect leaves null as it is.'
const notRead = 'A sign-in by name and password does not read it, as coded.'

/** Why no scenario can notice a defect. A strength run says so beside the survivor, and where one is killed after all. */
export const strengthReasons: Readonly<Record<string, string>> = {
  'health.comprehensive/wrong-value/checks.database.latency_ms': anyNumber,
  'health.comprehensive/wrong-value/checks.redis.latency_ms': anyNumber,
  'health.comprehensive/wrong-value/checks.minio.latency_ms': anyNumber,
  'health.api.compliance/cap-broken': noCap,
  'health.telemetry.compliance/cap-broken': noCap,
  'auth.login/input-unchecked/code': notRead,
  'auth.login/input-unchecked/redirect_uri': notRead,
  'cab.submit/wrong-value/approved_by': alwaysNull,
  'cab.exceptions.create/wrong-value/approved_by': alwaysNull,
  'core.tasks.status/wrong-value/progress': alwaysNull,
  'core.tasks.status/changes-later/progress': alwaysNull,
  'core.tasks.active/wrong-value/active': alwaysNull,
  'core.tasks.active/wrong-value/reserved': alwaysNull,
  'core.tasks.active/wrong-value/scheduled': alwaysNull,
  'admin.tasks.status/wrong-value/progress': alwaysNull,
  'admin.tasks.status/changes-later/progress': alwaysNull,
  'admin.tasks.active/wrong-value/active': alwaysNull,
  'admin.tasks.active/wrong-value/reserved': alwaysNull,
  'admin.tasks.active/wrong-value/scheduled': alwaysNull,
}
