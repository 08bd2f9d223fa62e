// SPDX-License-Identifier: Apache-2.0
import type { Beginning } from '../plane/plane.ts'
import type { AwxAccount } from './account.ts'
import { readFields } from './fields.ts'
import { groups, hosts, inventories, organizations } from './inventory.ts'
import { jobTemplates } from './job-templates.ts'
import { NamedThings } from './named-things.ts'
import { projects } from './projects.ts'
import { add, type Resource } from './resource.ts'
import { timelineOf } from './run.ts'
import { nextId, type AwxState, type Thing } from './state.ts'
import { tokenLifeMs } from './tokens.ts'

/** Which share of the hosts a deployment ring has; each is within the next. */
const ringShares = { LAB: 0.04, CANARY: 0.1, PILOT: 0.2, DEPARTMENT: 0.4, GLOBAL: 1 } as const

/**
 * An AWX with one organization, one inventory with a group of hosts for each ring, one project, and one job template,
 * `EUCORA deploy`, that asks for limit, variables, labels and job type at launch.
 */
export function createAwxState(account: AwxAccount, { clock }: Beginning): AwxState {
  const state = emptyState(account, clock.nowMs())
  const [user] = state.users
  if (user === undefined) throw new RangeError('The AWX of this mock has no users. Give it one.')
  const put = (resource: Resource, body: Readonly<Record<string, unknown>>): Thing => {
    const { values, problems } = readFields(resource.fields, body, state)
    const wrong = Object.keys(problems).join(', ')
    if (wrong !== '')
      throw new RangeError(`The start of the AWX mock has wrong ${wrong} in ${resource.path}.`)
    return add(state, resource, values, user, clock.nowMs())
  }
  const organization = put(organizations, { name: 'Default', description: 'The default organization' }).id
  const inventory = put(inventories, { name: 'EUCORA fleet', organization }).id
  const fleet = createHosts(put, state, inventory, account.hostCount ?? 50)
  for (const [ring, share] of Object.entries(ringShares)) {
    const group = put(groups, { name: `eucora_ring_${ring.toLowerCase()}`, inventory })
    const members = fleet.slice(0, Math.ceil(fleet.length * share)).map(({ id }) => id)
    state.members.set(group.id, new Set(members))
  }
  const project = put(projects, {
    name: 'EUCORA playbooks',
    organization,
    scm_type: 'git',
    scm_url: 'https://git.example/eucora/playbooks.git',
  }).id
  put(jobTemplates, {
    name: 'EUCORA deploy',
    description: 'Sets up an application',
    inventory,
    project,
    playbook: 'deploy.yml',
    ask_limit_on_launch: true,
    ask_variables_on_launch: true,
    ask_labels_on_launch: true,
    ask_job_type_on_launch: true,
    allow_simultaneous: true,
  })
  return state
}

function createHosts(
  put: (resource: Resource, body: Readonly<Record<string, unknown>>) => Thing,
  state: AwxState,
  inventory: number,
  count: number,
): readonly Thing[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `lnx-${String(index + 1).padStart(4, '0')}`
    const host = put(hosts, { name, inventory, variables: `{"ansible_host": "10.20.0.${index + 1}"}` })
    state.machines.set(host.id, { online: true, fails: false, applied: new Map() })
    return host
  })
}

function emptyState(account: AwxAccount, nowMs: number): AwxState {
  const lastIds = new Map<string, number>()
  const users = account.users.map((user) => ({ ...user, id: nextId({ lastIds }, 'users') }))
  const tokens = account.tokens.flatMap(({ token, username, scope, expiresMs = nowMs + tokenLifeMs }) => {
    const user = users.find((each) => each.username === username)
    if (user === undefined) return []
    const id = nextId({ lastIds }, 'tokens')
    return [{ id, createdMs: nowMs, token, user, scope, description: '', expiresMs }]
  })
  const state: AwxState = {
    account,
    users,
    tokens,
    lastIds,
    organizations: new Map(),
    inventories: new Map(),
    hosts: new Map(),
    groups: new Map(),
    projects: new Map(),
    jobTemplates: new NamedThings(),
    labels: new Map(),
    jobs: new Map(),
    active: new Set(),
    timeline: timelineOf(() => state),
    jobsOf: new Map(),
    lastOutcomes: new Map(),
    members: new Map(),
    templateLabels: new Map(),
    machines: new Map(),
  }
  return state
}
