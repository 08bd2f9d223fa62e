// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane, type PlaneStart } from '../plane/plane.ts'
import type { PlaneMethod, PlaneRoute } from '../plane/routes.ts'
import { actions } from './actions.ts'
import { sccmRoute, type SccmAnswer } from './admit.ts'
import { sccmFailure } from './answers.ts'
import {
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  reviseApplication,
  setIsExpired,
} from './applications.ts'
import { listAssets } from './assets.ts'
import {
  changeAssignment,
  createAssignment,
  deleteAssignment,
  getAssignment,
  listAssignments,
} from './assignments.ts'
import {
  addMembershipRule,
  createCollection,
  deleteMembershipRule,
  requestRefresh,
} from './collection-input.ts'
import {
  addCollections,
  createDevices,
  getCollection,
  getSystem,
  listCollections,
  listMembers,
  listSystems,
} from './collections.ts'
import { compatAnswers, type SccmProfile } from './compat.ts'
import { Reports } from './reports.ts'
import type { SccmSite } from './settings.ts'
import {
  addPackages,
  getPointGroup,
  getSiteId,
  initiateClientOperation,
  listPointGroups,
  listSites,
  noSuchMethod,
} from './site.ts'
import type { SccmState } from './state.ts'
import { createApplications, createAssignments } from './tables.ts'

export interface SccmOptions extends PlaneStart {
  readonly site: SccmSite
  /** Default: faithful. */
  readonly profile?: SccmProfile
}

/**
 * The AdminService of a Configuration Manager site: applications, their deployments and how these stand on devices.
 * It has no limits on the rate of calls.
 */
export function createSccm({ site, profile = 'faithful', ...start }: SccmOptions): Plane<SccmState> {
  return definePlane<SccmState>({
    name: 'sccm',
    ...start,
    createState: ({ clock, random }) => {
      const made = random.stream('site')
      const state: SccmState = {
        siteCode: site.siteCode,
        siteId: made.uuid().toUpperCase(),
        devices: createDevices(site.deviceCount ?? 50, made, clock.nowMs()),
        collections: new Map(),
        applications: createApplications(),
        assignments: createAssignments(),
        pointGroups: ['All Distribution Points', 'Headquarters'].map((name) => ({
          id: `{${made.uuid().toUpperCase()}}`,
          name,
          content: new Map(),
        })),
        lastIds: { ci: 16_777_300, assignment: 16_777_220, object: 15, operation: 16_777_216 },
        reported: new Reports(),
        policyAskedMs: new Map(),
        notBeforeMs: new Map(),
        challenges: [],
        challengeRandom: random.stream('ntlm'),
      }
      addCollections(state)
      return state
    },
    routes: routesOf(site, profile),
    failure: sccmFailure,
    actions,
  })
}

function routesOf(site: SccmSite, profile: SccmProfile): readonly PlaneRoute<SccmState>[] {
  const on = (method: PlaneMethod, path: string, answer: SccmAnswer) =>
    sccmRoute(site, method, `wmi/${path}`, answer)
  /** An instance is named in parentheses or behind a slash. */
  const one = (method: PlaneMethod, wmiClass: string, answer: SccmAnswer) => [
    on(method, `${wmiClass}({key})`, answer),
    on(method, `${wmiClass}/{key}`, answer),
  ]
  const compat = profile === 'faithful' ? [] : compatAnswers.map((each) => on(...each))
  const replaced = new Set(compat.map(({ method, path }) => `${method} ${path}`))
  const faithful = [
    on('GET', 'SMS_Site', listSites),
    on('GET', 'SMS_Identification.GetSiteID', getSiteId),
    on('GET', 'SMS_Application', listApplications),
    on('POST', 'SMS_Application', createApplication),
    ...one('GET', 'SMS_Application', getApplication),
    on('POST', 'SMS_Application({key})', reviseApplication),
    ...one('DELETE', 'SMS_Application', deleteApplication),
    on('POST', 'SMS_Application({key})/AdminService.SetIsExpired', setIsExpired),
    on('GET', 'SMS_ApplicationAssignment', listAssignments),
    on('POST', 'SMS_ApplicationAssignment', createAssignment),
    ...one('GET', 'SMS_ApplicationAssignment', getAssignment),
    ...one('POST', 'SMS_ApplicationAssignment', changeAssignment),
    ...one('DELETE', 'SMS_ApplicationAssignment', deleteAssignment),
    on('GET', 'SMS_AppDeploymentAssetDetails', listAssets),
    on('GET', 'SMS_Collection', listCollections),
    ...one('GET', 'SMS_Collection', getCollection),
    on('POST', 'SMS_Collection', createCollection),
    on('POST', 'SMS_Collection({key})/AdminService.AddMembershipRule', addMembershipRule),
    on('POST', 'SMS_Collection({key})/AdminService.DeleteMembershipRule', deleteMembershipRule),
    on('POST', 'SMS_Collection({key})/AdminService.RequestRefresh', requestRefresh),
    on('GET', 'SMS_FullCollectionMembership', listMembers),
    on('GET', 'SMS_R_System', listSystems),
    ...one('GET', 'SMS_R_System', getSystem),
    on('GET', 'SMS_DistributionPointGroup', listPointGroups),
    ...one('GET', 'SMS_DistributionPointGroup', getPointGroup),
    on('POST', 'SMS_DistributionPointGroup({key})/AdminService.AddPackages', addPackages),
    on('POST', 'SMS_DistributionPointGroup({key})/AdminService.DistributeContent', noSuchMethod),
    on('POST', 'SMS_ClientOperation.InitiateClientOperation', initiateClientOperation),
  ]
  return [...compat, ...faithful.filter(({ method, path }) => !replaced.has(`${method} ${path}`))]
}
