// SPDX-License-Identifier: Apache-2.0
import { childAt, textAt, type XmlNode } from '../xml/read-xml.ts'
import type { JamfCall } from './admit.ts'
import { notModelled } from './answers.ts'
import { conflict } from './classic-answers.ts'
import { triggerNames, type JamfState, type PolicyContent, type PolicyPackage, type Scope } from './state.ts'

/** What a new policy is where its document says nothing. */
const blank: PolicyContent = {
  name: '',
  enabled: true,
  triggers: {
    trigger_checkin: false,
    trigger_enrollment_complete: false,
    trigger_login: false,
    trigger_network_state_changed: false,
    trigger_startup: false,
  },
  triggerOther: '',
  categoryId: -1,
  scope: { allComputers: false, computers: [], groups: [], excludedComputers: [], excludedGroups: [] },
  packages: [],
  kept: [],
}

const understood = new Set(['general', 'scope', 'package_configuration'])

/** A policy as a document says it, over what it was before; or why it cannot be so. What is not named stays. */
export function policyContent(
  call: JamfCall,
  document: XmlNode,
  before: PolicyContent = blank,
): PolicyContent | Response {
  const general = childAt(document, 'general')
  const strange = strangePart(document)
  if (strange !== undefined) return notModelled(call, strange)
  const name = textAt(general, 'name') ?? before.name
  if (name === '') return conflict('Name is required')
  const category = categoryIn(call.state, childAt(general, 'category'), before.categoryId)
  if (category instanceof Response) return category
  const scope = scopeIn(call.state, childAt(document, 'scope'), before.scope)
  if (scope instanceof Response) return scope
  const packages = packagesIn(call, childAt(document, 'package_configuration', 'packages'), before.packages)
  if (packages instanceof Response) return packages
  const sections = document.children.filter((child) => !understood.has(child.name))
  const replaced = new Set(sections.map((section) => section.name))
  return {
    name,
    enabled: flagAt(general, 'enabled', before.enabled),
    triggers: {
      ...before.triggers,
      ...Object.fromEntries(triggerNames.map((each) => [each, flagAt(general, each, before.triggers[each])])),
    },
    triggerOther: textAt(general, 'trigger_other') ?? before.triggerOther,
    categoryId: category,
    scope,
    packages,
    kept: [...before.kept.filter((section) => !replaced.has(section.name)), ...sections],
  }
}

/** What the product has and this mock has not, where a document asks for it. */
function strangePart(document: XmlNode): string | undefined {
  const frequency = textAt(document, 'general', 'frequency') ?? 'Once per computer'
  if (frequency !== 'Once per computer') return `the frequency ${JSON.stringify(frequency)} of policies`
  const scope = childAt(document, 'scope')
  const narrowing = [
    ...['buildings', 'departments'].map((name) => childAt(scope, name)),
    ...['users', 'user_groups', 'network_segments', 'ibeacons'].map((name) =>
      childAt(scope, 'limitations', name),
    ),
    ...['buildings', 'departments', 'users', 'user_groups', 'network_segments', 'ibeacons'].map((name) =>
      childAt(scope, 'exclusions', name),
    ),
  ].find((node) => node !== undefined && node.children.length > 0)
  return narrowing === undefined ? undefined : `${narrowing.name} in the scope of policies`
}

function flagAt(node: XmlNode | undefined, name: string, before: boolean): boolean {
  const text = textAt(node, name)
  return text === undefined || text === '' ? before : text.toLowerCase() === 'true'
}

function categoryIn({ categories }: JamfState, node: XmlNode | undefined, before: number): number | Response {
  if (node === undefined) return before
  const [id, name] = [textAt(node, 'id'), textAt(node, 'name')]
  if (id === '-1' || name === 'No category assigned' || (id ?? name ?? node.text) === '') return -1
  const found = categories.find((each) => named(each, id, name ?? node.text))
  return found === undefined ? conflict('Problem with category') : found.id
}

function scopeIn(state: JamfState, node: XmlNode | undefined, before: Scope): Scope | Response {
  const computers = idsIn(state.computers, childAt(node, 'computers'), before.computers)
  const groups = idsIn(state.groups, childAt(node, 'computer_groups'), before.groups)
  const outside = childAt(node, 'exclusions')
  const excludedComputers = idsIn(state.computers, childAt(outside, 'computers'), before.excludedComputers)
  const excludedGroups = idsIn(state.groups, childAt(outside, 'computer_groups'), before.excludedGroups)
  if (computers === undefined || excludedComputers === undefined) return conflict('Unable to match computer ')
  if (groups === undefined || excludedGroups === undefined) return conflict('Problem with computer group')
  const allComputers = flagAt(node, 'all_computers', before.allComputers)
  return { allComputers, computers, groups, excludedComputers, excludedGroups }
}

interface Named {
  readonly id: number
  readonly name: string
}

/** The ids of a list whose rows name an object by id, else by name; undefined where one is nobody's. */
function idsIn(
  known: readonly Named[],
  list: XmlNode | undefined,
  before: readonly number[],
): readonly number[] | undefined {
  if (list === undefined) return before
  const rows = list.children.filter(({ name }) => name !== 'size')
  const found = rows.map((row) => known.find((each) => named(each, textAt(row, 'id'), textAt(row, 'name'))))
  const ids = found.flatMap((each) => (each === undefined ? [] : [each.id]))
  return ids.length === rows.length ? ids : undefined
}

function named(each: Named, id: string | undefined, name: string | undefined): boolean {
  return id === undefined || id === '' ? each.name === name : String(each.id) === id
}

function packagesIn(
  call: JamfCall,
  list: XmlNode | undefined,
  before: readonly PolicyPackage[],
): readonly PolicyPackage[] | Response {
  if (list === undefined) return before
  const packages: PolicyPackage[] = []
  for (const row of list.children.filter(({ name }) => name === 'package')) {
    const found = packageNamed(call.state, textAt(row, 'id') ?? '', textAt(row, 'name'))
    if (found === undefined) return conflict('Problem with package')
    const action = textAt(row, 'action') ?? 'Install'
    if (action !== 'Install' && action !== 'Uninstall') {
      return notModelled(call, `the action ${JSON.stringify(action)} on packages`)
    }
    packages.push({ id: found.id, action })
  }
  return packages
}

function packageNamed({ packages }: JamfState, id: string, name: string | undefined) {
  if (id === '') return name === undefined ? undefined : packages.named('packageName', name)
  const found = packages.get(Number(id))
  return String(found?.id) === id ? found : undefined
}
