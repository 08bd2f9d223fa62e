// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../journal/exchange.ts'
import { withoutNamed } from '../journal/redact.ts'
import { expectedEvents } from './expected-events.ts'
import { verdictOn, type Invariant } from './invariant.ts'
import { at, idIn, textAt, uuidOf } from './look.ts'
import { isCut, type ReadBack } from './read-back.ts'
import { causeOf, flowNamed, isDeployment, type ListedEvent, type Recorded } from './recorded.ts'

/** Every workflow that was accepted stands in the trail, once, by who caused it. */
export function completeAuditTrail(recorded: Recorded, read: ReadBack): Invariant {
  const expected = expectedEvents(recorded).filter(({ flowId }) => read.flows.has(flowId))
  const violations = expected.flatMap(({ flowId, type, actor, requestIds }) => {
    const events = read.flows.get(flowId) ?? []
    const count = events.filter(
      (event) =>
        event.event_type === type &&
        event.actor === actor &&
        requestIds.includes(causeOf(recorded, event) ?? ''),
    ).length
    if (count === 1 || (count === 0 && isCut(events))) return []
    const what = count === 0 ? 'has no' : `has ${count} times the`
    return [`Flow ${flowId} ${what} event ${type} by ${actor} of request ${requestIds.join(' or ')}.`]
  })
  return verdictOn('the audit trail is complete', expected.length, violations)
}

/** An event that was ever seen, or posted, is still there and reads the same. */
export function appendOnly(recorded: Recorded, read: ReadBack): Invariant {
  const first = new Map<number, ListedEvent>()
  const changed = recorded.sights.flatMap((sight) => {
    const before = first.get(sight.id) ?? sight
    first.set(sight.id, before)
    return isSame(before, sight) ? [] : [`Event ${sight.id} read otherwise during the run.`]
  })
  const seen = [...first.values()].flatMap((event) => {
    const now = standing(read, event.correlation_id, event.id)
    if (now === 'not looked at' || isSame(now, event)) return []
    return [`Event ${event.id} of flow ${event.correlation_id} ${now === undefined ? 'is gone' : 'changed'}.`]
  })
  const posted = [...recorded.posted].flatMap(([id, { flowId, createdAt }]) => {
    const now = standing(read, flowId, id)
    if (now === 'not looked at' || now?.created_at === createdAt) return []
    return [`The posted event ${id} of flow ${flowId} ${now === undefined ? 'is gone' : 'changed'}.`]
  })
  const violations = [...new Set([...changed, ...seen, ...posted])]
  return verdictOn('events are append-only', first.size + recorded.posted.size, violations)
}

function standing(read: ReadBack, flowId: string, id: number): ListedEvent | 'not looked at' | undefined {
  const events = read.flows.get(flowId)
  const oldest = events?.at(-1)
  if (events === undefined || (isCut(events) && oldest !== undefined && id < oldest.id))
    return 'not looked at'
  return events.find((event) => event.id === id)
}

/** What the journal holds was written without long texts and secrets; what is read back now has them. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other) || isDeepStrictEqual(withoutNamed(one), withoutNamed(other))
}

const decisionEvents: readonly string[] = ['CAB_APPROVED', 'CAB_REJECTED']

/** Nothing was decided twice, and what was decided stands as it was answered. */
export function oneDecision(recorded: Recorded, read: ReadBack): Invariant {
  const accepted = new Map<string, number>()
  for (const exchange of recorded.exchanges) {
    const record = decidedIn(exchange)
    if (record !== undefined) accepted.set(record, (accepted.get(record) ?? 0) + 1)
  }
  const twice = [...accepted]
    .filter(([, count]) => count > 1)
    .map(([record, count]) => `${count} decisions on the ${record} were accepted.`)
  const told = [...read.flows].flatMap(([flowId, events]) => {
    const decisions = events.filter(
      (event) => decisionEvents.includes(event.event_type) && causeOf(recorded, event) !== undefined,
    )
    return decisions.length > 1 ? [`Flow ${flowId} has ${decisions.length} events of decisions.`] : []
  })
  const stands = recorded.exchanges.flatMap((exchange) => requestProblem(exchange, read))
  return verdictOn('one decision a request', accepted.size, [...twice, ...told, ...stands])
}

/** Which record a call decided on; undefined for a call that decided on none. */
function decidedIn({ operation, status, path, responseBody }: Exchange): string | undefined {
  if (status !== 200) return undefined
  switch (operation) {
    case 'cab.approve':
    case 'cab.reject': {
      const flowId = flowNamed(textAt(responseBody, 'deployment_intent_id'))
      return flowId === undefined ? `CAB request ${idIn(path, '/cab/')}` : `deployment ${flowId}`
    }
    case 'cab.legacy.approve':
    case 'cab.legacy.reject':
      return `deployment ${idIn(path, '/cab/legacy/')}`
    case 'cab.exceptions.approve':
    case 'cab.exceptions.reject':
      return `exception ${idIn(path, '/cab/exceptions/')}`
    case 'ai.tasks.approve':
    case 'ai.tasks.reject':
      return `AI task ${idIn(path, '/ai/tasks/')}`
    default:
      return undefined
  }
}

function requestProblem({ operation, status, responseBody }: Exchange, read: ReadBack): readonly string[] {
  if (status !== 200 || (operation !== 'cab.approve' && operation !== 'cab.reject')) return []
  const id = textAt(responseBody, 'id') ?? ''
  if (!read.requests.has(id)) return []
  const now = read.requests.get(id)
  const differs = ['status', 'approved_by', 'approved_at', 'approval_rationale'].filter(
    (field) => !isSame(at(now, field), at(responseBody, field)),
  )
  return differs.length === 0
    ? []
    : [`CAB request ${id} no longer stands as it was decided: ${differs.join(', ')}.`]
}

/** Every event that a workflow of this run appended stands under the id of a deployment. */
export function noOrphans(recorded: Recorded, read: ReadBack): Invariant {
  const events = workflowEvents(recorded, read)
  const violations = events
    .filter(({ correlation_id: id }) => !isDeployment(recorded, id) && read.deployments.get(id) === false)
    .map(
      ({ id, event_type, correlation_id }) =>
        `Event ${id} (${event_type}) is under ${correlation_id}, which no deployment has.`,
    )
  return verdictOn('no event is an orphan', events.length, violations)
}

/** The events of this run's workflows, wherever they were seen; a risk model's is under the id of its request. */
export function workflowEvents(
  recorded: Recorded,
  read: Pick<ReadBack, 'flows' | 'recent'>,
): readonly ListedEvent[] {
  const all = [...recorded.sights, ...[...read.flows.values()].flat(), ...read.recent]
  const byId = new Map(all.map((event): [number, ListedEvent] => [event.id, event]))
  return [...byId.values()].filter(
    (event) =>
      event.event_type !== 'RISK_MODEL_UPDATED' && recorded.requestIds.has(causeOf(recorded, event) ?? ''),
  )
}

/** Every answer carries the id of its request, and every event of a flow of this run the id of a request of this run. */
export function continuousIds(recorded: Recorded, read: ReadBack): Invariant {
  const asked = recorded.exchanges.filter(
    ({ requestHeaders, status }) =>
      status !== null && status !== 301 && uuidOf(requestHeaders['x-correlation-id']),
  )
  const answers = asked
    .filter(({ requestHeaders, responseHeaders }) => {
      return responseHeaders['x-correlation-id'] !== requestHeaders['x-correlation-id']
    })
    .map(
      ({ operation, requestId, responseHeaders }) =>
        `${operation} answered request ${requestId} under the id ${responseHeaders['x-correlation-id'] ?? 'of none'}.`,
    )
  const own = [...read.flows]
    .filter(([flowId]) => recorded.created.has(flowId))
    .flatMap(([, events]) => events)
  const events = own.filter(({ id }) => !recorded.posted.has(id))
  const foreign = events
    .filter((event) => !recorded.requestIds.has(causeOf(recorded, event) ?? ''))
    .filter(({ event_type }) => event_type !== 'DRIFT_DETECTED')
    .map(({ id, event_type }) => `Event ${id} (${event_type}) names no request of this run.`)
  return verdictOn('correlation ids are continuous', asked.length + events.length, [...answers, ...foreign])
}

/** Every evidence pack reads as it was uploaded and as it was read before. */
export function evidenceUnchanged(recorded: Recorded, read: ReadBack): Invariant {
  const seen = recorded.exchanges.filter(
    ({ operation, status }) =>
      (operation === 'evidence.upload' && status === 201) || (operation === 'evidence.get' && status === 200),
  )
  const violations = seen.flatMap(({ responseBody }) => {
    const id = textAt(responseBody, 'correlation_id') ?? ''
    if (!read.packs.has(id)) return []
    const now = read.packs.get(id)
    if (now === undefined) return [`Evidence pack ${id} is gone.`]
    const differs = Object.keys(now).filter((field) => {
      const then = at(responseBody, field)
      return then !== undefined && !isSame(then, at(now, field))
    })
    return differs.length === 0 ? [] : [`Evidence pack ${id} reads otherwise: ${differs.join(', ')}.`]
  })
  return verdictOn('evidence is unchanged', read.packs.size, [...new Set(violations)])
}
