// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn, type Static, Type } from '@eucora/harness/contract/schema'
import type { Row } from '../graph/filter.ts'
import type { SccmAnswer, SccmCall } from './admit.ts'
import { sccmError } from './answers.ts'
import { uniqueIdOf } from './applications.ts'
import { shortestMs } from './asset-status.ts'
import { bodyOf, type Body } from './body.ts'
import { withEqual } from './equal.ts'
import { instance, instances, noInstance, numberKey } from './odata.ts'
import { settleOne } from './settle.ts'
import type { SccmAccount } from './settings.ts'
import type { Assignment, SccmState } from './state.ts'
import { iso } from './values.ts'
import { assignmentClass } from './wmi-classes.ts'

/** What a deployment cannot be without, and what else is looked at here. */
const Sent = Type.Object({
  AssignmentName: Type.String({ minLength: 1 }),
  AssignedCIs: Type.Array(Type.Integer(), { minItems: 1, maxItems: 1 }),
  TargetCollectionID: Type.String(),
  DesiredConfigType: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
  OfferTypeID: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(2)])),
  Enabled: Type.Optional(Type.Boolean()),
  StartTime: Type.Optional(Type.String()),
  EnforcementDeadline: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** What the site says itself; where it is sent it says nothing. */
const readOnly = new Set([
  'ApplicationName',
  'AssignedCI_UniqueID',
  'AssignmentID',
  'AssignmentUniqueID',
  'CollectionName',
  'ContainsExpiredUpdates',
  'CreationTime',
  'LastModificationTime',
  'LastModifiedBy',
  'LocaleID',
  'SourceSite',
])

const defaults = {
  AssignmentAction: 2,
  AssignmentDescription: '',
  AssignmentType: 2,
  DesiredConfigType: 1,
  DisableMomAlerts: false,
  Enabled: true,
  EnforcementDeadline: null,
  LogComplianceToWinEvent: false,
  NotifyUser: false,
  OfferFlags: 0,
  OfferTypeID: 0,
  OverrideServiceWindows: false,
  Priority: 1,
  RaiseMomAlertsOnFailure: false,
  RebootOutsideOfServiceWindows: false,
  RequireApproval: false,
  SuppressReboot: 0,
  UpdateSupersedence: false,
  UseGMTTimes: true,
  UserUIExperience: true,
  WoLEnabled: false,
}

export const listAssignments: SccmAnswer = (call) =>
  instances(
    call,
    assignmentClass,
    withEqual(call.state.assignments, call, ['AssignmentName', 'AssignmentID']).map((each) =>
      assignmentRow(call.state, each),
    ),
  )

export const getAssignment: SccmAnswer = (call) =>
  withAssignment(call, (found) => instance(call, assignmentClass, assignmentRow(call.state, found)))

export const createAssignment: SccmAnswer = (call, account) => {
  const body = bodyOf(call)
  return body instanceof Response ? body : keepAssignment(call, account, body)
}

/** POST to the instance puts what is sent in the place of what was there; the rest stays. */
export const changeAssignment: SccmAnswer = (call, account) =>
  withAssignment(call, (found) => {
    const body = bodyOf(call)
    if (body instanceof Response) return body
    const sent = writable({ ...found.properties, ...body })
    const problem = assignmentProblem(call.state, sent)
    if (problem !== undefined || !isSent(sent)) return problem ?? Response.error()
    replaceAssignment(call, found, sent, account.user)
    return instance(call, assignmentClass, assignmentRow(call.state, found))
  })

export const deleteAssignment: SccmAnswer = (call) =>
  withAssignment(call, ({ id }) => {
    removeAssignment(call, id)
    return new Response(null, { status: 204 })
  })

export function keepAssignment(call: SccmCall, account: SccmAccount, body: Body): Response {
  const { state, clock, random } = call
  const sent = writable({ StartTime: iso(clock.nowMs()), ...defaults, ...body })
  const problem = assignmentProblem(state, sent)
  if (problem !== undefined || !isSent(sent)) return problem ?? Response.error()
  state.lastIds.assignment += 1
  const made: Assignment = {
    id: state.lastIds.assignment,
    uniqueId: `{${random.uuid().toUpperCase()}}`,
    properties: sent,
    ciId: sent.AssignedCIs[0] ?? 0,
    collectionId: sent.TargetCollectionID,
    createdMs: clock.nowMs(),
    changedMs: clock.nowMs(),
    changedBy: account.user,
    dueMs: clock.nowMs() + shortestMs,
  }
  state.assignments.set(made.id, made)
  return instance(call, assignmentClass, assignmentRow(state, made), 201)
}

type World = Pick<SccmCall, 'state' | 'clock'>

/** Changes a deployment; devices begin anew where it is another application. */
export function replaceAssignment(
  { state, clock }: World,
  assignment: Assignment,
  properties: Body & Static<typeof Sent>,
  changedBy: string,
): void {
  settleOne(state, assignment, clock.nowMs())
  const ciId = properties.AssignedCIs[0] ?? 0
  if (ciId !== assignment.ciId) state.reported.forget(assignment)
  assignment.properties = properties
  assignment.ciId = ciId
  assignment.collectionId = properties.TargetCollectionID
  assignment.changedMs = clock.nowMs()
  assignment.changedBy = changedBy
  assignment.dueMs = clock.nowMs() + shortestMs
  // It may be found by another name and application now.
  state.assignments.set(assignment.id, assignment)
}

export function removeAssignment({ state }: World, id: number): void {
  state.assignments.delete(id)
  state.reported.forget({ id })
}

/** Why a deployment cannot be so; undefined where it can. */
export function assignmentProblem(
  { applications, collections }: SccmState,
  sent: Body,
): Response | undefined {
  if (!isSent(sent)) {
    const [first] = problemsIn(Sent, sent)
    const where = first?.path === '' ? String(first.what) : first?.path.slice(1)
    return sccmError(400, `SMS_ApplicationAssignment cannot be saved: ${where} is missing or not valid.`)
  }
  const application = applications.get(sent.AssignedCIs[0] ?? 0)
  if (application === undefined)
    return sccmError(400, `There is no CI with the CI_ID ${sent.AssignedCIs[0]}.`)
  if (application.isExpired) return sccmError(400, 'The application is retired and cannot be deployed.')
  if (application.deploymentTypes === 0) {
    return sccmError(400, 'The application has no deployment type and cannot be deployed.')
  }
  if (collections.has(sent.TargetCollectionID)) return undefined
  return sccmError(400, `There is no collection with the CollectionID ${sent.TargetCollectionID}.`)
}

export function isSent(value: Body): value is Body & Static<typeof Sent> {
  return conforms(Sent, value)
}

function writable(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.has(name)))
}

function withAssignment(call: SccmCall, answer: (found: Assignment) => Response): Response {
  const key = numberKey(call)
  if (key instanceof Response) return key
  const found = call.state.assignments.get(key)
  return found === undefined ? noInstance(assignmentClass, String(key)) : answer(found)
}

function assignmentRow(state: SccmState, assignment: Assignment): Row {
  const { id, uniqueId, properties, ciId, collectionId, createdMs, changedMs, changedBy } = assignment
  const application = state.applications.get(ciId)
  return {
    AssignmentID: id,
    AssignmentUniqueID: uniqueId,
    ...properties,
    ApplicationName: application?.title ?? '',
    AssignedCI_UniqueID: application === undefined ? '' : uniqueIdOf(application),
    CollectionName: state.collections.get(collectionId)?.name ?? '',
    ContainsExpiredUpdates: false,
    CreationTime: iso(createdMs),
    LastModificationTime: iso(changedMs),
    LastModifiedBy: changedBy,
    LocaleID: 1033,
    SourceSite: state.siteCode,
  }
}
