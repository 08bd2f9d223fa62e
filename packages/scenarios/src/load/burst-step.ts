// SPDX-License-Identifier: Apache-2.0
import type { LoadPlan, Session } from '@eucora/harness/load'
import { readCreated, readObject, type BodyOutcome } from './body-checks.ts'

// At ten thousand requests a second each microsecond of the generator counts: what does not change is made once, names
// and phases stand in the user's tags, the due status is set for all, and bodies are looked into on a sample alone.
// A call from the script into k6 takes a microsecond or more, so chance is asked once for each request looked into.

export interface BurstParams {
  readonly headers: Record<string, string>
  readonly timeout: string
  /** Default: the body is dropped. */
  readonly responseType?: 'text'
}

export interface BurstTools {
  readonly plan: Pick<LoadPlan, 'baseUrl' | 'keptShare' | 'requestTimeout' | 'slowMs'>
  readonly post: (
    url: string,
    body: string,
    params: BurstParams,
  ) => { readonly status: number; readonly body: unknown; readonly timings: { readonly duration: number } }
  readonly sessions: { readonly length: number; readonly [index: number]: Session }
  readonly bodies: { readonly length: number; readonly [index: number]: string }
  readonly userNumber: () => number
  readonly random: () => number
  readonly randomUuid: () => string
  readonly nowMs: () => number
  readonly onBodyChecked: (operation: string, outcome: BodyOutcome) => void
  readonly onSlow: (operation: string, limitMs: number) => void
  readonly onAccepted: (flowId: string, requestId: string, appName: string) => void
}

export const createOperation = 'deployments.create'
const created = 201

/** How a user sends, and how far it has come. */
interface Sending {
  /** k6 drops the answers' bodies. */
  readonly blind: BurstParams
  /** The same headers, and the body is read. */
  readonly looking: BurstParams
  /** A UUID without its last twelve digits. */
  readonly idStart: string
}

/** The last twelve digits of a user's first X-Correlation-ID; each is one more than the one before. */
const firstId = 100_000_000_000

/** One create that begins now, as cheap for the generator as can be. */
export function burstStep(tools: BurstTools): (startedMs: number) => void {
  const { plan, bodies, post, nowMs } = tools
  const { slowMs } = plan
  const url = `${plan.baseUrl}/api/v1/deployments/`
  const fastest = slowMs[0] ?? Infinity
  const size = bodies.length
  let sending: Sending | undefined
  let nextBody = 0
  let nextId = firstId
  let untilNoted = gap(tools.random(), plan.keptShare)

  const begin = (): Sending => {
    const user = tools.userNumber()
    const session = tools.sessions[(user - 1) % tools.sessions.length]
    nextBody = (user * 7919) % size
    const headers = {
      Cookie: session?.cookie ?? '',
      'X-CSRFToken': session?.csrfToken ?? '',
      'Content-Type': 'application/json',
    }
    const blind = { headers, timeout: plan.requestTimeout }
    return { blind, looking: { ...blind, responseType: 'text' }, idStart: tools.randomUuid().slice(0, -12) }
  }

  return (startedMs) => {
    const own = (sending ??= begin())
    nextBody = nextBody + 1 === size ? 0 : nextBody + 1
    const body = bodies[nextBody] ?? '{}'
    const requestId = own.idStart + nextId
    nextId += 1
    untilNoted -= 1
    const noted = untilNoted === 0
    const params = noted ? own.looking : own.blind
    params.headers['X-Correlation-ID'] = requestId
    const answer = post(url, body, params)
    // k6's own figure is exact and costs more; nothing can have taken longer than the whole call.
    if (nowMs() - startedMs + 1 >= fastest && answer.status === created) {
      const took = answer.timings.duration
      for (const limit of slowMs) if (took >= limit) tools.onSlow(createOperation, limit)
    }
    if (!noted) return
    untilNoted = gap(tools.random(), plan.keptShare)
    if (answer.status !== created) return
    const { outcome, flowId } = readCreated(answer.body)
    tools.onBodyChecked(createOperation, outcome)
    const appName = readObject(body)?.['app_name']
    if (flowId !== undefined && typeof appName === 'string') tools.onAccepted(flowId, requestId, appName)
  }
}

/** How many requests on the next one is looked into, if each is with a chance of `share`; `random` is 0 to below 1. */
export function gap(random: number, share: number): number {
  if (share <= 0) return Infinity
  return share >= 1 ? 1 : 1 + Math.floor(Math.log(1 - random) / Math.log(1 - share))
}
