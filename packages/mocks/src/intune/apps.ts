// SPDX-License-Identifier: Apache-2.0
import type { GraphAnswer } from '../graph/admit.ts'
import { graphError, graphJson, graphNoContent, intuneError } from '../graph/answers.ts'
import { collection, single } from '../graph/collection.ts'
import type { Row } from '../graph/filter.ts'
import type { PlaneCall } from '../plane/routes.ts'
import { appProblem, bodyOf } from './app-input.ts'
import { uploadState } from './content-version.ts'
import type { App, IntuneState } from './state.ts'

type Call = PlaneCall<IntuneState>

/** What the profile `eucora-compat` lets through that the product does not. */
export interface AppLeniency {
  readonly tolerated: ReadonlySet<string>
  /** Apps can be assigned at once, without content. */
  readonly publishedAtOnce: boolean
}

const commonNames = ['isAssigned', 'publishingState', 'displayName', 'notes', 'publisher', 'createdDateTime']

export function listApps(leniency: AppLeniency): GraphAnswer<IntuneState> {
  return (call) =>
    collection(
      call,
      [...call.state.apps.values()].map((app) => filterable(app, leniency)),
      {
        type: 'microsoft.graph.mobileApp',
        properties: commonNames,
        pageSize: 1000,
        maxPageSize: 1000,
      },
    )
}

export function getApp(leniency: AppLeniency): GraphAnswer<IntuneState> {
  return (call) => withApp(call, (app) => single(call, appRow(app, leniency), 'microsoft.graph.mobileApp'))
}

export function createApp(leniency: AppLeniency): GraphAnswer<IntuneState> {
  return (call) => {
    const body = bodyOf(call)
    if (body instanceof Response) return body
    const problem = appProblem(call, body, leniency.tolerated)
    if (problem !== undefined) return problem
    const nowMs = call.clock.nowMs()
    const app: App = {
      id: call.random.uuid(),
      createdMs: nowMs,
      modifiedMs: nowMs,
      properties: body,
      committedContentVersion: null,
      contentVersions: [],
      assignments: [],
    }
    call.state.apps.set(app.id, app)
    return graphJson(call, appRow(app, leniency), 201)
  }
}

export function changeApp(leniency: AppLeniency): GraphAnswer<IntuneState> {
  return (call) =>
    withApp(call, (app) => {
      const body = bodyOf(call)
      if (body instanceof Response) return body
      const changed = { ...app.properties, ...body }
      const problem = appProblem(call, changed, leniency.tolerated) ?? contentProblem(call, app, body)
      if (problem !== undefined) return problem
      const { committedContentVersion = app.committedContentVersion, ...properties } = changed
      app.properties = properties
      app.committedContentVersion =
        typeof committedContentVersion === 'string' ? committedContentVersion : null
      app.modifiedMs = call.clock.nowMs()
      return graphJson(call, appRow(app, leniency))
    })
}

export const deleteApp: GraphAnswer<IntuneState> = (call) =>
  withApp(call, (app) => {
    call.state.apps.delete(app.id)
    return graphNoContent(call)
  })

/** Only content whose files have all been committed can become the app's. */
function contentProblem(call: Call, app: App, body: Readonly<Record<string, unknown>>): Response | undefined {
  const asked = body['committedContentVersion']
  if (asked === undefined) return undefined
  const version = app.contentVersions.find(({ id }) => id === asked)
  const nowMs = call.clock.nowMs()
  const whole =
    version !== undefined &&
    version.files.length > 0 &&
    version.files.every((file) => uploadState(file, nowMs) === 'commitFileSuccess')
  if (whole) return undefined
  return intuneError(
    call,
    400,
    'BadRequest',
    `The content version ${JSON.stringify(asked)} is not committed.`,
  )
}

export function withApp(call: Call, answer: (app: App) => Response): Response {
  const app = call.state.apps.get(call.params['id'] ?? '')
  return app === undefined ? graphError(call, 404, 'ResourceNotFound', 'Resource not found.') : answer(app)
}

export function isPublished(app: App, { publishedAtOnce }: AppLeniency): boolean {
  return (
    publishedAtOnce ||
    app.committedContentVersion !== null ||
    app.properties['@odata.type'] === '#microsoft.graph.webApp'
  )
}

const defaults = {
  displayName: null,
  description: null,
  publisher: null,
  developer: null,
  owner: null,
  notes: null,
  isFeatured: false,
  informationUrl: null,
  privacyInformationUrl: null,
  largeIcon: null,
}

function appRow(app: App, leniency: AppLeniency): Row {
  const { '@odata.type': type, ...properties } = app.properties
  const isWin32 = type === '#microsoft.graph.win32LobApp'
  return {
    '@odata.type': type,
    id: app.id,
    ...defaults,
    ...properties,
    createdDateTime: iso(app.createdMs),
    lastModifiedDateTime: iso(app.modifiedMs),
    publishingState: isPublished(app, leniency) ? 'published' : 'notPublished',
    ...(isWin32 ? { committedContentVersion: app.committedContentVersion, size: sizeOf(app) } : {}),
  }
}

/** `isAssigned` can be filtered by, and is not among what v1.0 answers. */
function filterable(app: App, leniency: AppLeniency): Row {
  const row = appRow(app, leniency)
  Object.defineProperty(row, 'isAssigned', { value: app.assignments.length > 0, enumerable: false })
  return row
}

function sizeOf({ contentVersions, committedContentVersion }: App): number {
  const version = contentVersions.find(({ id }) => id === committedContentVersion)
  return (version?.files ?? []).reduce((sum, { size }) => sum + size, 0)
}

export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
