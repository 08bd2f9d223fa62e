// SPDX-License-Identifier: Apache-2.0

/** How a body was found: `ok`, or what is wrong with it. */
export type BodyOutcome = 'ok' | 'not-json' | 'missing-field' | 'other-record'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const createStatuses: readonly unknown[] = ['APPROVED', 'AWAITING_CAB']

/** The JSON object in a text, or undefined where it is none. */
export function readObject(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'string') return undefined
  try {
    return asObject(JSON.parse(body))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

/** The UUID under `correlation_id`, or undefined. */
export function flowIdOf(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const id = body?.['correlation_id']
  return typeof id === 'string' && uuid.test(id) ? id : undefined
}

/** The answer to a create: a flow id and one of the two statuses of a new deployment. */
export function checkCreated(body: unknown): BodyOutcome {
  return readCreated(body).outcome
}

/** What `checkCreated` finds, and the flow id, or undefined where there is none. */
export function readCreated(body: unknown): {
  readonly outcome: BodyOutcome
  readonly flowId: string | undefined
} {
  const created = readObject(body)
  if (!created) return { outcome: 'not-json', flowId: undefined }
  const flowId = flowIdOf(created)
  const sound = flowId !== undefined && createStatuses.includes(created['status'])
  return { outcome: sound ? 'ok' : 'missing-field', flowId }
}

/** The answer to a get: the very deployment that was asked for. */
export function checkRead(
  body: unknown,
  asked: { readonly id: string; readonly appName: string },
): BodyOutcome {
  const read = readObject(body)
  if (!read) return 'not-json'
  if (!flowIdOf(read) || typeof read['app_name'] !== 'string') return 'missing-field'
  return read['correlation_id'] === asked.id && read['app_name'] === asked.appName ? 'ok' : 'other-record'
}

/** The answer to a list: at least one row, since this user made one before, each with a flow id and a name. */
export function checkListed(body: unknown): BodyOutcome {
  const listed = readObject(body)
  if (!listed) return 'not-json'
  const rows: unknown = listed['deployments']
  if (!Array.isArray(rows) || rows.length === 0) return 'missing-field'
  const sound = rows.map(asObject).every((row) => flowIdOf(row) && typeof row?.['app_name'] === 'string')
  return sound ? 'ok' : 'missing-field'
}
