// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane, type PlaneStart } from '../plane/plane.ts'
import type { PlaneRoute } from '../plane/routes.ts'
import { actions } from './actions.ts'
import { classicRoute, proRoute } from './admit.ts'
import { jamfFailure } from './answers.ts'
import { policyLogs, type JamfProfile } from './compat.ts'
import { createComputers, createGroups, getComputer, listComputers } from './computers.ts'
import { DueTimes } from './due-times.ts'
import { changeGroup, createGroup } from './group-input.ts'
import { getClassicGroup, listClassicGroups, listGroups } from './groups.ts'
import { computerHistory } from './history.ts'
import { missingFlags } from './package-input.ts'
import {
  changePackage,
  createPackage,
  deletePackage,
  getPackage,
  listPackages,
  uploadPackage,
} from './packages.ts'
import { changePolicy, createPolicy, deletePolicy, flushLog, getPolicy, listPolicies } from './policies.ts'
import { search } from './search.ts'
import { authorization, information, version } from './server-facts.ts'
import type { JamfServer } from './settings.ts'
import { emptyPackages, emptyPolicies, type JamfState } from './state.ts'
import { clientToken, invalidate, keepAlive, userToken } from './tokens.ts'

export interface JamfOptions extends PlaneStart {
  readonly server: JamfServer
  /** Default: faithful. */
  readonly profile?: JamfProfile
}

/**
 * A Jamf Pro server: packages and inventory in the Jamf Pro API, policies and their logs in the Classic API. Jamf
 * publishes no limits on the rate of calls, so there are none.
 */
export function createJamf({ server, profile = 'faithful', ...start }: JamfOptions): Plane<JamfState> {
  return definePlane<JamfState>({
    name: 'jamf',
    ...start,
    createState: ({ clock, random }) => {
      const { computerCount = 40 } = server
      const computers = createComputers(computerCount, random.stream('computers'), clock.nowMs())
      return {
        sessions: new Map(),
        computers,
        groups: createGroups(computers),
        categories: [
          { id: 1, name: 'Productivity', priority: 9 },
          { id: 2, name: 'Security', priority: 5 },
        ],
        packages: emptyPackages(),
        policies: emptyPolicies(),
        lastIds: { package: 0, policy: 0 },
        runs: new Map(),
        quietUntilMs: new DueTimes(),
        flushedMs: new Map(),
        installed: new Map(),
      }
    },
    routes: [
      ...authRoutes(server),
      ...proRoutes(profile),
      ...classicRoutes,
      ...(profile === 'eucora-compat'
        ? [proRoute('GET', '/v1/policy-logs/{id}', ['Read Policies'], policyLogs)]
        : []),
    ],
    failure: jamfFailure,
    actions,
  })
}

function authRoutes(server: JamfServer): readonly PlaneRoute<JamfState>[] {
  const post = (path: string, answer: PlaneRoute<JamfState>['answer']): PlaneRoute<JamfState> => ({
    method: 'POST',
    path: `/api${path}`,
    answer,
  })
  return [
    post('/v1/oauth/token', (call) => clientToken(call, server)),
    post('/oauth/token', (call) => clientToken(call, server)),
    post('/v1/auth/token', (call) => userToken(call, server)),
    post('/v1/auth/keep-alive', (call) => keepAlive(call, server)),
    post('/v1/auth/invalidate-token', invalidate),
    proRoute('GET', '/v1/auth', [], authorization),
  ]
}

function proRoutes(profile: JamfProfile): readonly PlaneRoute<JamfState>[] {
  const defaults = profile === 'eucora-compat' ? missingFlags : {}
  return [
    proRoute('GET', '/v1/jamf-pro-version', [], version),
    proRoute('GET', '/v2/jamf-pro-information', [], information),
    // What is answered here of a computer is the same in three versions; the fourth has other names.
    ...['v1', 'v2', 'v3'].flatMap((each) => [
      proRoute('GET', `/${each}/computers-inventory`, ['Read Computers'], listComputers),
      proRoute('GET', `/${each}/computers-inventory/{id}`, ['Read Computers'], getComputer),
      proRoute('GET', `/${each}/computers-inventory-detail/{id}`, ['Read Computers'], getComputer),
    ]),
    proRoute(
      'GET',
      '/v1/computer-groups',
      ['Read Smart Computer Groups', 'Read Static Computer Groups'],
      listGroups,
    ),
    proRoute('GET', '/v1/categories', ['Read Categories'], (call) =>
      search(
        call,
        call.state.categories.map((each) => ({ ...each, id: String(each.id) })),
        { filterable: ['name', 'priority'], sortable: ['id', 'name', 'priority'], defaultSort: 'id:asc' },
      ),
    ),
    proRoute('GET', '/v1/packages', ['Read Packages'], listPackages),
    proRoute('POST', '/v1/packages', ['Create Packages'], createPackage(defaults)),
    proRoute('GET', '/v1/packages/{id}', ['Read Packages'], getPackage),
    proRoute('PUT', '/v1/packages/{id}', ['Update Packages'], changePackage(defaults)),
    proRoute('DELETE', '/v1/packages/{id}', ['Delete Packages'], deletePackage),
    proRoute('POST', '/v1/packages/{id}/upload', ['Update Packages', 'Read Packages'], uploadPackage),
  ]
}

const classicRoutes: readonly PlaneRoute<JamfState>[] = [
  classicRoute('GET', '/policies', ['Read Policies'], listPolicies),
  classicRoute('GET', '/policies/id/{id}', ['Read Policies'], getPolicy),
  classicRoute('GET', '/policies/name/{name}', ['Read Policies'], getPolicy),
  classicRoute('POST', '/policies/id/0', ['Create Policies'], createPolicy),
  classicRoute('PUT', '/policies/id/{id}', ['Update Policies'], changePolicy),
  classicRoute('PUT', '/policies/name/{name}', ['Update Policies'], changePolicy),
  classicRoute('DELETE', '/policies/id/{id}', ['Delete Policies'], deletePolicy),
  classicRoute('DELETE', '/logflush/policy/id/{id}/interval/{interval}', ['Flush Policy Logs'], flushLog),
  classicRoute('DELETE', '/logflush/policies/id/{id}/interval/{interval}', ['Flush Policy Logs'], flushLog),
  classicRoute('GET', '/computerhistory/id/{id}', ['Read Computers'], computerHistory),
  classicRoute('GET', '/computerhistory/id/{id}/subset/{subset}', ['Read Computers'], computerHistory),
  classicRoute('GET', '/computerhistory/name/{name}', ['Read Computers'], computerHistory),
  classicRoute('GET', '/computergroups', ['Read Static Computer Groups'], listClassicGroups),
  classicRoute('GET', '/computergroups/id/{id}', ['Read Static Computer Groups'], getClassicGroup),
  classicRoute('GET', '/computergroups/name/{name}', ['Read Static Computer Groups'], getClassicGroup),
  classicRoute('POST', '/computergroups/id/0', ['Create Static Computer Groups'], createGroup),
  classicRoute('PUT', '/computergroups/id/{id}', ['Update Static Computer Groups'], changeGroup),
]
