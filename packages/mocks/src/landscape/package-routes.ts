// SPDX-License-Identifier: Apache-2.0
import type { PlaneRoute } from '../plane/routes.ts'
import { order, computersBy, showGroup, type Call } from './activities.ts'
import { restRoute, type Admit } from './admit.ts'
import { LandscapeError } from './answers.ts'
import { bodyOf, idsOf, numberOf, textOf, timeOf, type Body } from './body.ts'
import { selected } from './computers.ts'
import { page } from './page.ts'
import { packagesNamed } from './repository.ts'
import type { Computer, LandscapeState, PackageAction } from './state.ts'
import { compareVersions } from './versions.ts'

const actions: readonly PackageAction[] = ['install', 'remove', 'hold', 'unhold']

export function packageRoutes(admit: Admit): readonly PlaneRoute<LandscapeState>[] {
  return [
    restRoute(admit, 'GET', '/packages', (call) => {
      const { state, url, clock } = call
      const computers = selected(state, url.searchParams.get('query') ?? '', clock.nowMs())
      return page(url, packageRows(call, computers), (row) => row, 'path')
    }),
    restRoute(admit, 'POST', '/packages', (call) => {
      const body = bodyOf(call)
      return showGroup(call, changePackages(call, body, actionOf(body)))
    }),
    restRoute(admit, 'GET', '/computers/{id}/packages', (call) => {
      const computers = computersBy(call.state, [Number(call.params['id'])])
      return page(call.url, packageRows(call, computers), ({ id, name, summary, computers: [on] }) => ({
        id,
        name,
        summary,
        status: on?.status,
        current_version: on?.current_version,
        available_version: on?.available_version,
      }))
    }),
  ]
}

function actionOf(body: Body): PackageAction {
  const sent = textOf(body, 'action')
  const action = actions.find((each) => each === sent)
  if (action !== undefined) return action
  throw new LandscapeError(400, 'InvalidParameterValue', `action must be one of ${actions.join(', ')}.`)
}

function changePackages(call: Call, body: Body, action: PackageAction) {
  const computers = computersBy(call.state, idsOf(body, 'computer_ids'))
  const packageIds = idsOf(body, 'package_ids')
  return orderPackages(call, computers, action, packageIds, {
    deliverAfterMs: timeOf(body, 'deliver_after'),
    delayWindowMinutes: numberOf(body, 'deliver_delay_window', 0),
  })
}

/** When computers may have what they are to do. */
export interface Delivery {
  readonly deliverAfterMs: number | null
  readonly delayWindowMinutes: number
}

/** Asks computers for one change of packages. Throws a LandscapeError for a package that there is not. */
export function orderPackages(
  call: Call,
  computers: readonly Computer[],
  action: PackageAction,
  packageIds: readonly number[],
  delivery: Delivery,
) {
  const names = packageIds.map((id) => {
    const found = call.state.packages.byId(id)
    if (found === undefined) throw new LandscapeError(404, 'UnknownPackages', `Unknown packages: ${id}`)
    return found.name
  })
  return order(call, {
    summary: `${capital(action)} ${listed(names)}`,
    kind: 'packages',
    tasks: computers.map((computer) => ({ computer, task: { kind: 'packages', action, packageIds } })),
    ...delivery,
  })
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `package a`, `packages a and b`, `packages a, b and c`. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length === 1 ? `package ${last}` : `packages ${names.slice(0, -1).join(', ')} and ${last}`
}

/** The packages that the query selects, with how they stand on the given computers. */
export function packageRows({ state, url }: Call, computers: readonly Computer[]) {
  const query = url.searchParams
  const names = namesIn(query)
  const search = (query.get('search') ?? '').toLowerCase()
  const all = names.length > 0 ? names : state.packages.names().toSorted()
  return all.flatMap((name) => {
    const [newest] = packagesNamed(state, name)
    if (newest === undefined || !`${name} ${newest.summary}`.toLowerCase().includes(search)) return []
    const standing = computers
      .map((computer) => standingOn(state, computer, name, newest.version))
      .filter((each) => isAsked(query, each.status))
    const row = { id: newest.id, name, summary: newest.summary, version: newest.version, computers: standing }
    return standing.length === 0 ? [] : [row]
  })
}

/** Lists of the legacy API, which version 2 has taken over: `names.1`, `names.2`; and `names` alone. */
export function namesIn(query: URLSearchParams, prefix = 'names'): readonly string[] {
  return [...query]
    .filter(([name]) => name === prefix || name.startsWith(`${prefix}.`))
    .map(([, value]) => value)
}

type Standing = 'installed' | 'available' | 'upgrade' | 'held'

function standingOn(state: LandscapeState, computer: Computer, name: string, newest: string) {
  const current = state.packages.named(name).find((each) => computer.installed.has(each.id))
  const isOld = current !== undefined && compareVersions(current.version, newest) < 0
  const held = current !== undefined && computer.held.has(name)
  const status: Standing =
    current === undefined ? 'available' : held ? 'held' : isOld ? 'upgrade' : 'installed'
  return { id: computer.id, status, current_version: current?.version ?? null, available_version: newest }
}

/** A flag of the query that is not given asks for nothing; what can be upgraded and what is held is installed, too. */
function isAsked(query: URLSearchParams, status: Standing): boolean {
  const facts = {
    installed: status !== 'available',
    available: true,
    upgrade: status === 'upgrade',
    held: status === 'held',
    security: false,
  }
  return Object.entries(facts).every(([name, fact]) => {
    const asked = query.get(name)
    return asked === null || (asked === 'true') === fact
  })
}
