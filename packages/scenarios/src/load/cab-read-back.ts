// SPDX-License-Identifier: Apache-2.0
import {
  acceptedOf,
  messageOf,
  readEach,
  type Actor,
  type InvariantResult,
  type ReadingBack,
  type SeededPackage,
} from '@eucora/harness/load'
import { decisionEvents, oneDecision, submittedStored, type DecidedFlow } from './cab-invariants.ts'

export interface CabReadBack {
  readonly reviewer: Actor
  readonly packages: readonly SeededPackage[]
  /** Requests that the set-up submitted. */
  readonly submittedBefore: number
  readonly reading: ReadingBack
}

/** A real backend lists without pages, two queries a row. */
const patienceMs = 120_000
/** Flows whose events are read at most. */
const mostFlows = 30_000

type Status = 'submitted' | 'approved' | 'rejected'

/** Reads requests and events back, and judges what the run left. */
export async function readBackCab(input: CabReadBack): Promise<readonly InvariantResult[]> {
  const { reading } = input
  const counts = {
    submits: acceptedOf(reading.statuses, (operation) => operation === 'cab.submit'),
    approvals: acceptedOf(reading.statuses, (operation) => operation === 'cab.approve'),
    rejections: acceptedOf(reading.statuses, (operation) => operation === 'cab.reject'),
    submittedBefore: input.submittedBefore,
    cutOff: reading.cutOff,
    countsComplete: reading.countsComplete,
  }
  const found = await requestsOf(input).catch((error: unknown) => messageOf(error))
  if (typeof found === 'string') {
    const problem = `What is stored could not be read back: ${found}`
    return [submittedStored(counts, problem), oneDecision(counts, problem), decisionEvents([], problem)]
  }
  const { flows, problem } = await eventsOfFlows(input, found)
  return [submittedStored(counts, found), oneDecision(counts, found, flows), decisionEvents(flows, problem)]
}

/** The status of each request of this run's packages, by the package's deployment. */
async function requestsOf({ reviewer, packages }: CabReadBack): Promise<Map<string, Status[]>> {
  const ours = new Set(packages.map(({ deploymentIntentId }) => deploymentIntentId))
  const requests = new Map<string, Status[]>()
  for (const status of ['submitted', 'approved', 'rejected'] as const) {
    const answer = await reviewer.call('cab.list', { query: { status } }, { timeoutMs: patienceMs })
    if (answer.status !== 200) throw new Error(`cab.list answered ${answer.httpStatus}.`)
    for (const { deployment_intent_id: intent } of answer.body.results) {
      if (ours.has(intent)) requests.set(intent, [...(requests.get(intent) ?? []), status])
    }
  }
  return requests
}

async function eventsOfFlows(
  { reviewer, packages, reading }: CabReadBack,
  requests: ReadonlyMap<string, readonly Status[]>,
): Promise<{ readonly flows: readonly DecidedFlow[]; readonly problem?: string }> {
  const decided = packages
    .filter(({ deploymentIntentId }) =>
      requests.get(deploymentIntentId)?.some((each) => each !== 'submitted'),
    )
    .slice(0, mostFlows)
  const flows: DecidedFlow[] = []
  const problem = await readEach(
    reviewer,
    decided,
    reading.aborted,
    ({ flowId, deploymentIntentId }, events) => {
      const statuses = requests.get(deploymentIntentId) ?? []
      flows.push({ flowId, statuses, events: events.map(({ type }) => type) })
    },
  )
  return problem === undefined ? { flows } : { flows, problem }
}
