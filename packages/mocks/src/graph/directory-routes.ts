// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall, PlaneRoute } from '../plane/routes.ts'
import { graphRoute, type GraphAnswer } from './admit.ts'
import { graphError } from './answers.ts'
import { collection, single } from './collection.ts'
import type { Directory, DirectoryDevice, DirectoryGroup, DirectoryUser } from './directory.ts'
import type { Row } from './filter.ts'
import type { Tenant } from './tenant.ts'

export interface WithDirectory {
  readonly directory: Directory
}

const users = ['User.Read.All', 'Directory.Read.All', 'User.ReadWrite.All'] as const
const groups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'] as const
const pages = { pageSize: 100, maxPageSize: 999 } as const

/** Graph's users, groups and organization, as EUCORA's Entra connector and sign-in read them. Nothing is written. */
export function directoryRoutes<S extends WithDirectory>(tenant: Tenant): readonly PlaneRoute<S>[] {
  const get = (path: string, anyOf: readonly string[], answer: GraphAnswer<S>): PlaneRoute<S> =>
    graphRoute(tenant, 'GET', path, { service: 'directory', anyOf }, answer)
  return [
    get('/me', [], me),
    get('/organization', users, (call) =>
      collection(call, [{ id: tenant.tenantId, displayName: 'EUCORA test tenant' }], {
        type: 'microsoft.graph.organization',
        ...pages,
      }),
    ),
    get('/users', users, (call) =>
      collection(call, call.state.directory.users.map(userRow), { type: 'microsoft.graph.user', ...pages }),
    ),
    get('/users/{id}', users, (call) =>
      withUser(call, (user) => single(call, userRow(user), 'microsoft.graph.user')),
    ),
    get('/users/{id}/manager', users, (call) => withUser(call, (user) => manager(call, user))),
    get('/users/{id}/memberOf', users, (call) => withUser(call, (user) => memberOf(call, user))),
    get('/groups', groups, (call) =>
      collection(call, call.state.directory.groups.map(groupRow), {
        type: 'microsoft.graph.group',
        ...pages,
      }),
    ),
    get('/groups/{id}', groups, (call) =>
      withGroup(call, (group) => single(call, groupRow(group), 'microsoft.graph.group')),
    ),
    ...['members', 'transitiveMembers'].flatMap((segment) => [
      get(`/groups/{id}/${segment}`, groups, (call) => withGroup(call, (group) => members(call, group))),
      get(`/groups/{id}/${segment}/$count`, groups, (call) => withGroup(call, (group) => count(call, group))),
    ]),
  ]
}

const me: GraphAnswer<WithDirectory> = (call, { oid }) => {
  const user = call.state.directory.users.find(({ id }) => id === oid)
  if (user !== undefined) return single(call, userRow(user), 'microsoft.graph.user')
  return graphError(call, 400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
}

function manager(call: PlaneCall<WithDirectory>, { managerId }: DirectoryUser): Response {
  const found = call.state.directory.users.find(({ id }) => id === managerId)
  if (found === undefined) {
    return graphError(
      call,
      404,
      'Request_ResourceNotFound',
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    )
  }
  return single(call, { '@odata.type': '#microsoft.graph.user', ...userRow(found) }, 'microsoft.graph.user')
}

function memberOf(call: PlaneCall<WithDirectory>, user: DirectoryUser): Response {
  const found = call.state.directory.groups.filter(({ members: list }) =>
    list.some(({ id }) => id === user.id),
  )
  const rows = found.map((group) => ({ '@odata.type': '#microsoft.graph.group', ...groupRow(group) }))
  return collection(call, rows, { type: 'microsoft.graph.directoryObject', ...pages })
}

function members(call: PlaneCall<WithDirectory>, group: DirectoryGroup): Response {
  return collection(call, group.members.map(memberRow), { type: 'microsoft.graph.directoryObject', ...pages })
}

/** Counting is an advanced query, which Graph serves only to those who accept an older state. */
function count(call: PlaneCall<WithDirectory>, group: DirectoryGroup): Response {
  if (call.request.headers.get('consistencylevel') !== 'eventual') {
    return graphError(call, 400, 'Request_BadRequest', '$count is not currently supported.')
  }
  return new Response(String(group.members.length), { headers: { 'Content-Type': 'text/plain' } })
}

function withUser(call: PlaneCall<WithDirectory>, answer: (user: DirectoryUser) => Response): Response {
  const key = call.params['id'] ?? ''
  const user = call.state.directory.users.find(
    ({ id, userPrincipalName }) => id === key || userPrincipalName === key.toLowerCase(),
  )
  return user === undefined ? notFound(call, key) : answer(user)
}

function withGroup(call: PlaneCall<WithDirectory>, answer: (group: DirectoryGroup) => Response): Response {
  const key = call.params['id'] ?? ''
  const group = call.state.directory.groups.find(({ id }) => id === key)
  return group === undefined ? notFound(call, key) : answer(group)
}

function notFound<S>(call: PlaneCall<S>, key: string): Response {
  const message = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`
  return graphError(call, 404, 'Request_ResourceNotFound', message)
}

function userRow({ managerId: _managerId, ...user }: DirectoryUser): Row {
  return { ...user, businessPhones: [], mobilePhone: null, officeLocation: null, preferredLanguage: null }
}

function groupRow({ id, displayName, description }: DirectoryGroup): Row {
  return {
    id,
    displayName,
    description,
    groupTypes: [],
    mailEnabled: false,
    mailNickname: null,
    securityEnabled: true,
  }
}

function memberRow(member: DirectoryUser | DirectoryDevice): Row {
  if ('userPrincipalName' in member) return { '@odata.type': '#microsoft.graph.user', ...userRow(member) }
  const { owner: _owner, ...device } = member
  return { '@odata.type': '#microsoft.graph.device', ...device, accountEnabled: true }
}
