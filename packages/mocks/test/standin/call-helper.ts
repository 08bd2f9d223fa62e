// SPDX-License-Identifier: Apache-2.0
import { contract, type OperationId } from '@eucora/harness/contract'
import { RequestBody } from '../../src/standin/body.ts'
import { Call } from '../../src/standin/call.ts'
import { Deviations, type Defect } from '../../src/standin/defect.ts'
import { run } from '../../src/standin/dispatch.ts'
import { Refusal, type LooseReply } from '../../src/standin/reply.ts'
import { State } from '../../src/standin/state.ts'
import type { User } from '../../src/standin/store/users.ts'

const weights: readonly (readonly [string, number])[] = [
  ['Privilege Elevation', 0.15],
  ['Blast Radius', 0.2],
  ['Rollback Complexity', 0.15],
  ['Vulnerability Severity', 0.2],
  ['Compliance Impact', 0.1],
  ['Deployment Frequency', 0.05],
  ['Evidence Completeness', 0.1],
  ['Historical Success Rate', 0.05],
]

export const plain = userOf(5, 'plain1')
export const other = userOf(6, 'plain2')

export function userOf(id: number, username: string, groups: readonly string[] = [], isStaff = false): User {
  const email = `${username}@x.io`
  return {
    id,
    username,
    email,
    firstName: '',
    lastName: '',
    isStaff,
    isSuperuser: false,
    isActive: true,
    groups: new Set(groups),
  }
}

/** A state with two plain users and the risk model of the start state. */
export function freshState(): State {
  const state = new State()
  state.users.add(plain)
  state.users.add(other)
  state.riskModels.add({
    pk: 1,
    version: 'v1.0',
    factors: weights.map(([name, weight]) => ({ name, weight, rubric: {} })),
    threshold: 50,
    isActive: true,
    description: 'The weights of the golden vectors',
    createdUs: 1_748_851_200_000_000,
  })
  return state
}

export interface Sent {
  readonly body?: unknown
  /** Bytes instead of a body. */
  readonly raw?: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** The X-Correlation-ID that the client sends. */
  readonly id?: string
  /** Default: plain1; null: nobody is signed in. */
  readonly user?: User | null
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly defects?: readonly Defect[]
}

/** Lets an operation answer without an HTTP server; a refusal is an answer too. */
export async function send(state: State, id: OperationId, sent: Sent = {}): Promise<LooseReply> {
  const requestId = sent.id ?? crypto.randomUUID()
  const text = sent.raw ?? (sent.body === undefined ? '' : JSON.stringify(sent.body))
  const call = new Call({
    id,
    operation: contract[id],
    params: sent.params ?? {},
    query: new URLSearchParams(sent.query ?? {}),
    headers: sent.headers ?? {},
    body: new RequestBody(Buffer.from(text), 'application/json', requestId),
    user: sent.user === null ? undefined : (sent.user ?? plain),
    requestId,
    sentRequestId: sent.id,
    state,
    deviations: new Deviations(sent.defects ?? []),
  })
  try {
    return await run(call, () => undefined)
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.reply
    throw refusal
  }
}
