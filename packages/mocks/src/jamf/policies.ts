// SPDX-License-Identifier: Apache-2.0
import { readXml, type XmlNode } from '../xml/read-xml.ts'
import type { JamfAnswer, JamfCall } from './admit.ts'
import { ClassicList, classicAnswer, conflict, statusPage, type ClassicValue } from './classic-answers.ts'
import { policyContent } from './policy-input.ts'
import { forgetRuns, runKey, settleForChangeOf, watch } from './runs.ts'
import type { JamfState, Policy, PolicyContent } from './state.ts'

export const listPolicies: JamfAnswer = (call) => {
  const rows = [...call.state.policies.values()].map(({ id, content }) => ({ id, name: content.name }))
  return classicAnswer(call, 'policies', new ClassicList('policy', rows))
}

export const getPolicy: JamfAnswer = (call) =>
  withPolicy(call, (policy) => classicAnswer(call, 'policy', policyValue(call.state, policy)))

/** POST `policies/id/0`: 0 stands for the next id. */
export const createPolicy: JamfAnswer = (call) => {
  const content = contentIn(call)
  if (content instanceof Response) return content
  const { policies, lastIds } = call.state
  if (isTaken(policies, content.name)) return conflict('Duplicate name')
  lastIds.policy += 1
  const id = lastIds.policy
  const policy = { id, content, changedMs: call.clock.nowMs() }
  policies.add(policy)
  watch(call.state, policy)
  return classicAnswer(call, 'policy', { id }, 201)
}

export const changePolicy: JamfAnswer = (call) =>
  withPolicy(call, (policy) => {
    const content = contentIn(call, policy.content)
    if (content instanceof Response) return content
    if (isTaken(call.state.policies, content.name, policy.id)) return conflict('Duplicate name')
    replaceContent(call, policy, content)
    return classicAnswer(call, 'policy', { id: policy.id }, 201)
  })

/** A policy is gone with its log; what it installed stays. */
export const deletePolicy: JamfAnswer = (call) =>
  withPolicy(call, (policy) => {
    removePolicy(call, policy)
    return classicAnswer(call, 'policy', { id: policy.id })
  })

/** DELETE `logflush/policy/id/{id}/interval/{interval}`: what it ran on, it runs on again. Zero days is all of the log. */
export const flushLog: JamfAnswer = (call) => {
  const interval = (call.params['interval'] ?? '').replaceAll('+', ' ')
  if (!/^Zero (Day|Week|Month|Year)s?$/i.test(interval)) {
    const error = `The mock of Jamf Pro flushes whole logs only, not ${JSON.stringify(interval)}.`
    return Response.json({ error }, { status: 501 })
  }
  return withPolicy(call, (policy) => {
    const nowMs = call.clock.nowMs()
    settleForChangeOf(call.state, policy, nowMs)
    for (const computer of forgetRuns(call.state, policy)) {
      call.state.flushedMs.set(runKey(policy, computer), nowMs)
    }
    return classicAnswer(call, 'logflush', { policy: String(policy.id), interval }, 201)
  })
}

export function replaceContent(
  { state, clock }: Pick<JamfCall, 'state' | 'clock'>,
  policy: Policy,
  content: PolicyContent,
): void {
  settleForChangeOf(state, policy, clock.nowMs())
  state.policies.change(policy, () => {
    policy.content = content
    policy.changedMs = clock.nowMs()
  })
  watch(state, policy)
}

export function removePolicy({ state, clock }: Pick<JamfCall, 'state' | 'clock'>, policy: Policy): void {
  settleForChangeOf(state, policy, clock.nowMs())
  state.policies.remove(policy)
  state.quietUntilMs.remove(policy.id)
  forgetRuns(state, policy)
}

function contentIn(call: JamfCall, before?: PolicyContent): PolicyContent | Response {
  const type = call.request.headers.get('content-type') ?? ''
  if (!type.includes('xml')) return statusPage(415)
  const document = readXml(new TextDecoder().decode(call.bytes))
  return document?.name === 'policy' ? policyContent(call, document, before) : statusPage(400)
}

function isTaken(policies: JamfState['policies'], name: string, ownId?: number): boolean {
  const other = policies.named('name', name)
  return other !== undefined && other.id !== ownId
}

function withPolicy(call: JamfCall, answer: (policy: Policy) => Response): Response {
  const { id, name } = call.params
  const { policies } = call.state
  const policy = name === undefined ? policies.get(Number(id)) : policies.named('name', name)
  return policy === undefined ? statusPage(404) : answer(policy)
}

function policyValue(state: JamfState, { id, content }: Policy): ClassicValue {
  const { name, enabled, triggers, triggerOther, scope } = content
  const computers = (ids: readonly number[]) =>
    new ClassicList(
      'computer',
      state.computers
        .filter((each) => ids.includes(each.id))
        .map((each) => ({ id: each.id, name: each.name, udid: each.udid })),
      false,
    )
  const groups = (ids: readonly number[]) =>
    new ClassicList(
      'computer_group',
      state.groups.filter((each) => ids.includes(each.id)).map((each) => ({ id: each.id, name: each.name })),
      false,
    )
  const nobody = (item: string) => new ClassicList(item, [], false)
  return {
    general: {
      id,
      name,
      enabled,
      trigger: 'EVENT',
      ...triggers,
      trigger_other: triggerOther,
      frequency: 'Once per computer',
      retry_event: 'none',
      retry_attempts: -1,
      category: categoryValue(state, content.categoryId),
      site: { id: -1, name: 'None' },
    },
    scope: {
      all_computers: scope.allComputers,
      computers: computers(scope.computers),
      computer_groups: groups(scope.groups),
      buildings: nobody('building'),
      departments: nobody('department'),
      limitations: {
        users: nobody('user'),
        user_groups: nobody('user_group'),
        network_segments: nobody('network_segment'),
        ibeacons: nobody('ibeacon'),
      },
      exclusions: {
        computers: computers(scope.excludedComputers),
        computer_groups: groups(scope.excludedGroups),
        buildings: nobody('building'),
        departments: nobody('department'),
        users: nobody('user'),
        user_groups: nobody('user_group'),
        network_segments: nobody('network_segment'),
        ibeacons: nobody('ibeacon'),
      },
    },
    package_configuration: {
      packages: new ClassicList(
        'package',
        content.packages.map((each) => ({
          id: each.id,
          name: state.packages.get(each.id)?.properties.packageName ?? '',
          action: each.action,
          fut: false,
          feu: false,
        })),
      ),
      distribution_point: 'default',
    },
    ...Object.fromEntries(content.kept.map((section) => [section.name, keptValue(section)])),
  }
}

function categoryValue({ categories }: JamfState, id: number): ClassicValue {
  const category = categories.find((each) => each.id === id)
  return { id, name: category?.name ?? 'No category assigned' }
}

/** A section as it was sent. */
function keptValue({ children, text }: XmlNode): ClassicValue {
  if (children.length === 0) return text
  const [first] = children
  const isList = children.length > 1 && children.every(({ name }) => name === first?.name)
  if (isList) return new ClassicList(first?.name ?? '', children.map(keptValue), false)
  return Object.fromEntries(children.map((child) => [child.name, keptValue(child)]))
}
