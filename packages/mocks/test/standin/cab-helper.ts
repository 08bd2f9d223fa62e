// SPDX-License-Identifier: Apache-2.0
import { contract, type DeploymentStatus, type Operation, type OperationId } from '@eucora/harness/contract'
import { Value } from 'typebox/value'
import { RequestBody } from '../../src/standin/body.ts'
import { Call } from '../../src/standin/call.ts'
import { Deviations } from '../../src/standin/defect.ts'
import { run } from '../../src/standin/dispatch.ts'
import { isRecord } from '../../src/standin/problems.ts'
import { Refusal, type LooseReply } from '../../src/standin/reply.ts'
import type { State } from '../../src/standin/state.ts'
import type { Deployment } from '../../src/standin/store/deployments.ts'
import type { User } from '../../src/standin/store/users.ts'
import { freshState, plain, send, userOf, type Sent } from './call-helper.ts'

export const cabMember = userOf(2, 'cab_approver', ['cab_member'])
export const reviewer = userOf(4, 'sec_rev', ['security_reviewer'])
export const staff = userOf(7, 'staff1', [], true)

/** A state with a user of each role that CAB operations know. */
export function cabState(): State {
  const state = freshState()
  for (const user of [cabMember, reviewer, staff]) state.users.add(user)
  return state
}

/** A deployment that waits for the CAB, submitted by plain1. */
export function waitingDeployment(
  state: State,
  changes: { readonly status?: DeploymentStatus; readonly submitter?: User; readonly isDemo?: boolean } = {},
): Deployment {
  const { status = 'AWAITING_CAB', submitter = plain, isDemo = false } = changes
  return state.deployments.insert({
    flowId: crypto.randomUUID(),
    appName: 'app',
    version: '1.0',
    targetRing: 'PILOT',
    status,
    riskScore: 60,
    requiresCabApproval: true,
    submitterId: submitter.id,
    evidencePackId: crypto.randomUUID(),
    isDemo,
    createdUs: state.clock.stampUs(),
  })
}

/** An evidence package of a deployment; `intent` is what it names, its primary key by default. */
export function packageFor(
  state: State,
  deployment: Deployment,
  riskScore: string,
  changes: { readonly intent?: string; readonly isComplete?: boolean } = {},
): string {
  const { intent = String(deployment.pk), isComplete = true } = changes
  const id = crypto.randomUUID()
  state.evidencePackages.add({ id, deploymentIntentId: intent, riskScore, isComplete })
  return id
}

/** A reply whose body can be looked into by key. */
export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Sends a call and fails where a rule-obeying stand-in answers what the contract does not declare. */
export async function ask(state: State, id: OperationId, sent: Sent = {}): Promise<Answer> {
  const reply = await send(state, id, sent)
  if (sent.defects === undefined) failOnProblems(id, reply)
  return answerOf(reply)
}

interface Part {
  readonly name: string
  readonly text: string
}

export type FormParts = Readonly<Record<string, string | Part>>

/** The same for a multipart body. */
export async function askForm(state: State, parts: FormParts, sent: Sent = {}): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') form.set(name, value)
    else form.set(name, new File([value.text], value.name))
  }
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type') ?? ''
  const requestId = sent.id ?? crypto.randomUUID()
  const call = new Call({
    id: 'evidence.upload',
    operation: contract['evidence.upload'],
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: new RequestBody(Buffer.from(await encoded.arrayBuffer()), contentType, requestId),
    user: sent.user ?? plain,
    requestId,
    sentRequestId: sent.id,
    state,
    deviations: new Deviations(sent.defects ?? []),
  })
  const reply = await answered(call)
  if (sent.defects === undefined) failOnProblems('evidence.upload', reply)
  return answerOf(reply)
}

async function answered(call: Call): Promise<LooseReply> {
  try {
    return await run(call, () => undefined)
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.reply
    throw refusal
  }
}

function failOnProblems(id: OperationId, { status, body }: LooseReply): void {
  const operation: Operation = contract[id]
  const schema = operation.responses[status]
  const sent: unknown = JSON.parse(JSON.stringify(body))
  if (schema !== undefined && Value.Check(schema, sent)) return
  throw new Error(`${id} answered ${status} against the contract: ${JSON.stringify(sent)}`)
}

function answerOf({ status, body }: LooseReply): Answer {
  return { status, body: isRecord(body) ? body : {} }
}

/** Types and actors of a flow's events, oldest first. */
export function eventsOf(state: State, { flowId }: Deployment): readonly string[] {
  return state.events
    .newest({ correlationId: flowId }, Number.POSITIVE_INFINITY)
    .map(({ type, actor }) => `${type} by ${actor}`)
    .toReversed()
}

/** The ids of a list's rows, in their order. */
export function idsOf({ body }: Answer, key = 'results'): readonly unknown[] {
  const rows = body[key]
  return Array.isArray(rows) ? rows.map((row: unknown) => (isRecord(row) ? row['id'] : row)) : []
}

/** Submits a package and answers the request's id. */
export async function submitted(state: State, packageId: string, sent: Sent = {}): Promise<string> {
  const { status, body } = await ask(state, 'cab.submit', {
    body: { evidence_package_id: packageId, risk_score: 60 },
    ...sent,
  })
  if (status !== 201) throw new Error(`cab.submit answered ${status}: ${JSON.stringify(body)}`)
  return String(body['id'])
}
