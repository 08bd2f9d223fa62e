// SPDX-License-Identifier: Apache-2.0
import type { SccmAnswer } from './admit.ts'
import { methodAnswer, notModelled, sccmError } from './answers.ts'
import { bodyOf } from './body.ts'
import { instance, instances, noInstance, textKey } from './odata.ts'
import { askNow, lookAgain, settle, settleOne } from './settle.ts'
import type { DistributionPointGroup, SccmState } from './state.ts'
import { pointGroupClass, siteClass } from './wmi-classes.ts'

const minuteMs = 60_000
/** The operation that makes clients ask for policy at once. */
const requestPolicy = 8

export const listSites: SccmAnswer = (call) =>
  instances(call, siteClass, [
    {
      BuildNumber: '9128',
      InstallDir: String.raw`C:\Program Files\Microsoft Configuration Manager`,
      Mode: 0,
      ReportingSiteCode: '',
      RequestedStatus: 110,
      ServerName: 'sccm.eucora.example',
      SiteCode: call.state.siteCode,
      SiteName: 'EUCORA',
      Status: 1,
      TimeZoneInfo: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
      Type: 2,
      Version: '5.00.9128.1000',
    },
  ])

/** GET `SMS_Identification.GetSiteID`: what the scope ids of applications begin with. */
export const getSiteId: SccmAnswer = (call) => methodAnswer(call, { SiteID: `{${call.state.siteId}}` })

export const listPointGroups: SccmAnswer = (call) =>
  instances(
    call,
    pointGroupClass,
    call.state.pointGroups.map((each) => pointGroupRow(call.state, each)),
  )

export const getPointGroup: SccmAnswer = (call) => {
  const key = textKey(call)
  const found = groupWith(call.state, key)
  if (found === undefined) return noInstance(pointGroupClass, key)
  return instance(call, pointGroupClass, pointGroupRow(call.state, found))
}

/** POST `AdminService.AddPackages` {PackageIDs}: sends content to the points of a group, which takes 5 minutes. */
export const addPackages: SccmAnswer = (call) => {
  const key = textKey(call)
  const found = groupWith(call.state, key)
  if (found === undefined) return noInstance(pointGroupClass, key)
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const sent = body['PackageIDs']
  if (!Array.isArray(sent)) return sccmError(400, "The parameter 'PackageIDs' is missing.")
  const strange: unknown = sent.find((each) => !isPackage(call.state, each))
  if (strange !== undefined) return sccmError(400, `There is no package ${JSON.stringify(strange)}.`)
  distribute(call, found, sent.map(String))
  return methodAnswer(call)
}

function isPackage({ applications }: SccmState, id: unknown): boolean {
  return (
    typeof id === 'string' && applications.with('PackageID', id).some(({ packageId }) => packageId === id)
  )
}

/** Only deployments of what is sent depend on it. */
export function distribute(
  { state, clock }: Parameters<SccmAnswer>[0],
  { content }: DistributionPointGroup,
  packageIds: readonly string[],
): void {
  const nowMs = clock.nowMs()
  for (const id of packageIds) {
    if (content.has(id)) continue
    const applications = state.applications.with('PackageID', id)
    const assignments = applications.flatMap(({ ciId }) => state.assignments.with('AppCI', ciId))
    for (const each of assignments) settleOne(state, each, nowMs)
    content.set(id, nowMs + 5 * minuteMs)
    lookAgain(assignments)
  }
}

/** What the product has no method of this name for. */
export const noSuchMethod: SccmAnswer = ({ url }) =>
  sccmError(404, `No HTTP resource was found that matches the request URI '${url.href}'.`)

/**
 * POST `SMS_ClientOperation.InitiateClientOperation` {Type: 8, TargetCollectionID}: the clients of a collection ask for
 * policy, and try again what is not there.
 */
export const initiateClientOperation: SccmAnswer = (call) => {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const { Type: type, TargetCollectionID: target } = body
  if (type !== requestPolicy) return notModelled(call, `the client operation ${JSON.stringify(type)}`)
  if (typeof target !== 'string' || !call.state.collections.has(target)) {
    return sccmError(400, `There is no collection with the CollectionID ${JSON.stringify(target)}.`)
  }
  const { state, clock } = call
  const members = state.collections.get(target)?.members ?? []
  const nowMs = clock.nowMs()
  settle(state, nowMs)
  askNow(
    state,
    state.devices.filter(({ network, resourceId }) => network.online && members.includes(resourceId)),
    nowMs,
  )
  state.lastIds.operation += 1
  return methodAnswer(call, { OperationID: state.lastIds.operation })
}

function groupWith({ pointGroups }: SccmState, key: string): DistributionPointGroup | undefined {
  return pointGroups.find(({ id }) => id === key || id === `{${key}}`)
}

function pointGroupRow({ siteCode }: SccmState, { id, name, content }: DistributionPointGroup) {
  return {
    GroupID: id,
    Name: name,
    Description: '',
    SourceSite: siteCode,
    ContentCount: content.size,
    ContentInSync: content.size,
    MemberCount: 2,
    OutOfSyncContentCount: 0,
  }
}
