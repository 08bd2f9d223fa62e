// SPDX-License-Identifier: Apache-2.0

const anyNumber = 'A latency is any number, so no other one can be told from it.'
const noCap = 'The view cuts nothing off, so there is no cap to leave out.'
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
}
