// SPDX-License-Identifier: Apache-2.0
import type { LoadPlan, Session } from '@eucora/harness/load'
import {
  checkCreated,
  checkListed,
  checkRead,
  flowIdOf,
  readObject,
  type BodyOutcome,
} from './body-checks.ts'

/** What one request is sent with, in k6's words. */
export interface RequestParams<Callback> {
  readonly headers: Record<string, string>
  readonly tags: Record<string, string>
  readonly responseCallback: Callback
  readonly timeout: string
  readonly redirects: number
  responseType: 'text' | 'none'
}

/** The part of `k6/http` that the steps use. */
export interface LoadHttp<Callback> {
  request(
    method: string,
    url: string,
    body: string | null,
    params: RequestParams<Callback>,
  ): {
    readonly status: number
    readonly body: unknown
  }
  expectedStatuses(status: number): Callback
}

export interface DeploymentTools<Callback> {
  readonly plan: Pick<LoadPlan, 'baseUrl' | 'expectedStatus' | 'bodySampleShare' | 'requestTimeout'>
  readonly http: LoadHttp<Callback>
  readonly sessions: { readonly length: number; readonly [index: number]: Session }
  readonly bodies: { readonly length: number; readonly [index: number]: string }
  readonly userNumber: () => number
  readonly random: () => number
  readonly randomUuid: () => string
  readonly onBodyChecked: (operation: string, outcome: BodyOutcome) => void
}

/** Deployments that a user keeps for reading back. */
const kept = 8

/** The three requests of the profile `deployments`, for one user. */
export function deploymentSteps<Callback>(tools: DeploymentTools<Callback>): Record<string, () => void> {
  const { plan, http } = tools
  const made: { id: string; appName: string }[] = []
  const looked = new Set<string>()
  let nextBody: number | undefined
  const params = new Map<string, RequestParams<Callback>>()

  const paramsFor = (operation: string): RequestParams<Callback> => {
    const session = tools.sessions[(tools.userNumber() - 1) % tools.sessions.length]
    const fresh = {
      headers: {
        Cookie: session?.cookie ?? '',
        'X-CSRFToken': session?.csrfToken ?? '',
        'Content-Type': 'application/json',
      },
      tags: { name: operation },
      responseCallback: http.expectedStatuses(plan.expectedStatus[operation] ?? 200),
      timeout: plan.requestTimeout,
      redirects: 0,
      responseType: 'none',
    } satisfies RequestParams<Callback>
    params.set(operation, fresh)
    return fresh
  }

  /** Sends one request; `check` sees the body of every first and of a sample of the answers with the due status. */
  const send = (
    operation: string,
    request: { method: string; path: string; body?: string; read?: boolean },
    check: (body: unknown) => BodyOutcome,
  ): unknown => {
    const own = params.get(operation) ?? paramsFor(operation)
    const checked = !looked.has(operation) || tools.random() < plan.bodySampleShare
    own.headers['X-Correlation-ID'] = tools.randomUuid()
    own.responseType = checked || request.read ? 'text' : 'none'
    const answer = http.request(request.method, plan.baseUrl + request.path, request.body ?? null, own)
    if (answer.status !== plan.expectedStatus[operation]) return undefined
    if (checked) {
      looked.add(operation)
      tools.onBodyChecked(operation, check(answer.body))
    }
    return answer.body
  }

  const create = (): void => {
    nextBody = ((nextBody ?? tools.userNumber() * 7919) + 1) % tools.bodies.length
    const body = tools.bodies[nextBody] ?? '{}'
    const request = { method: 'POST', path: '/api/v1/deployments/', body, read: made.length < kept }
    const id = flowIdOf(readObject(send('deployments.create', request, checkCreated)))
    if (id === undefined) return
    const appName = readObject(body)?.['app_name']
    made.push({ id, appName: typeof appName === 'string' ? appName : '' })
    if (made.length > kept) made.shift()
  }

  const list = (): void => {
    send('deployments.list', { method: 'GET', path: '/api/v1/deployments/list' }, checkListed)
  }

  /** Reads one of the user's own deployments; as long as none was made, makes one instead. */
  const get = (): void => {
    const asked = made[Math.floor(tools.random() * made.length)]
    if (!asked) return create()
    send('deployments.get', { method: 'GET', path: `/api/v1/deployments/${asked.id}/` }, (body) =>
      checkRead(body, asked),
    )
  }

  return { 'deployments.create': create, 'deployments.list': list, 'deployments.get': get }
}
