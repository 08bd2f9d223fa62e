// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn, type Static, Type } from '@eucora/harness/contract/schema'
import type { GraphAnswer } from '../graph/admit.ts'
import { graphError, graphJson, graphNoContent, intuneError } from '../graph/answers.ts'
import { collection } from '../graph/collection.ts'
import type { Row } from '../graph/filter.ts'
import type { PlaneCall } from '../plane/routes.ts'
import { bodyOf } from './app-input.ts'
import { isPublished, withApp, type AppLeniency } from './apps.ts'
import { retry, settle } from './installs.ts'
import type { App, Assignment, IntuneState } from './state.ts'

type Call = PlaneCall<IntuneState>

const Sent = Type.Object({
  '@odata.type': Type.Optional(Type.String()),
  intent: Type.Union([
    Type.Literal('available'),
    Type.Literal('required'),
    Type.Literal('uninstall'),
    Type.Literal('availableWithoutEnrollment'),
  ]),
  target: Type.Object({ '@odata.type': Type.String(), groupId: Type.Optional(Type.String()) }),
  settings: Type.Optional(Type.Unknown()),
})

const targets = new Set([
  '#microsoft.graph.groupAssignmentTarget',
  '#microsoft.graph.exclusionGroupAssignmentTarget',
  '#microsoft.graph.allDevicesAssignmentTarget',
  '#microsoft.graph.allLicensedUsersAssignmentTarget',
])

/** POST `assign` puts the sent assignments in the place of all that were there. The product answers 204. */
export function assign(leniency: AppLeniency, answersJson: boolean): GraphAnswer<IntuneState> {
  return (call) =>
    withApp(call, (app) => {
      const body = bodyOf(call)
      if (body instanceof Response) return body
      const list = body['mobileAppAssignments']
      if (!Array.isArray(list)) {
        return graphError(call, 400, 'BadRequest', "The parameter 'mobileAppAssignments' is missing.")
      }
      const problem = publishedProblem(call, app, leniency) ?? firstProblem(call, list)
      if (problem !== undefined) return problem
      settle(call.state, call.clock.nowMs(), [app])
      app.assignments = list.filter(isSent).map((sent) => made(call, app, sent))
      retry(call.state, app, call.clock.nowMs())
      return answersJson
        ? graphJson(call, { value: app.assignments.map(assignmentRow) })
        : graphNoContent(call)
    })
}

/** POST `assignments` adds one. */
export function addAssignment(leniency: AppLeniency): GraphAnswer<IntuneState> {
  return (call) =>
    withApp(call, (app) => {
      const body = bodyOf(call)
      if (body instanceof Response) return body
      const problem = publishedProblem(call, app, leniency) ?? firstProblem(call, [body])
      if (problem !== undefined || !isSent(body)) return problem ?? Response.error()
      const assignment = made(call, app, body)
      settle(call.state, call.clock.nowMs(), [app])
      app.assignments = [...app.assignments.filter(({ id }) => id !== assignment.id), assignment]
      return graphJson(call, assignmentRow(assignment), 201)
    })
}

export const listAssignments: GraphAnswer<IntuneState> = (call) =>
  withApp(call, (app) =>
    collection(call, app.assignments.map(assignmentRow), {
      type: 'microsoft.graph.mobileAppAssignment',
      pageSize: 1000,
      maxPageSize: 1000,
    }),
  )

function publishedProblem(call: Call, app: App, leniency: AppLeniency): Response | undefined {
  if (isPublished(app, leniency)) return undefined
  return intuneError(call, 400, 'BadRequest', "Invalid operation: app's PublishingState is not 'Published'.")
}

function firstProblem(call: Call, list: readonly unknown[]): Response | undefined {
  const wrong = list.find((each) => !isSent(each))
  if (wrong !== undefined) {
    const path = problemsIn(Sent, wrong)[0]?.path ?? ''
    return graphError(call, 400, 'ModelValidationFailure', `The assignment is not valid at '${path}'.`)
  }
  const strange = list.filter(isSent).find(({ target }) => !targets.has(target['@odata.type']))
  return strange === undefined
    ? undefined
    : graphError(
        call,
        400,
        'BadRequest',
        `A type named '${strange.target['@odata.type'].replace('#', '')}' could not be resolved by the model.`,
      )
}

function isSent(value: unknown): value is Static<typeof Sent> {
  return conforms(Sent, value)
}

/** An assignment's id names its target, so the same target keeps id and time. */
function made(
  { clock }: Call,
  app: App,
  { intent, target, settings = null }: Static<typeof Sent>,
): Assignment {
  const id = `${target.groupId ?? 'adadadad-808e-44e2-905a-0b7873a8a531'}_0_0`
  const before = app.assignments.find((each) => each.id === id && each.intent === intent)
  return { id, intent, target, settings, assignedMs: before?.assignedMs ?? clock.nowMs() }
}

function assignmentRow({ id, intent, target, settings }: Assignment): Row {
  return { '@odata.type': '#microsoft.graph.mobileAppAssignment', id, intent, target, settings }
}
