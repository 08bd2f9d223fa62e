// SPDX-License-Identifier: Apache-2.0
import type { JamfAnswer } from './admit.ts'
import { ClassicList, ClassicRow, classicAnswer, statusPage, type ClassicValue } from './classic-answers.ts'
import { settle } from './runs.ts'
import type { Computer, JamfState, Policy, Run } from './state.ts'

/**
 * GET `computerhistory/id/{id}` and its subset PolicyLogs: the policies that ran on a computer, the latest first. One
 * that is still to run has no entry.
 */
export const computerHistory: JamfAnswer = (call) => {
  const { id, name, subset = 'PolicyLogs' } = call.params
  const computer = call.state.computers.find((each) =>
    name === undefined ? String(each.id) === id : each.name === name,
  )
  if (computer === undefined) return statusPage(404)
  if (subset.toLowerCase() !== 'policylogs') {
    const error = `The mock of Jamf Pro has the subset PolicyLogs only, not ${JSON.stringify(subset)}.`
    return Response.json({ error }, { status: 501 })
  }
  settle(call.state, call.clock.nowMs())
  return classicAnswer(call, 'computer_history', {
    general: {
      id: computer.id,
      name: computer.name,
      udid: computer.udid,
      serial_number: computer.serialNumber,
    },
    policy_logs: new ClassicList('policy_log', policyLogs(call.state, computer), false),
  })
}

function policyLogs({ policies, runs }: JamfState, computer: Computer): readonly ClassicValue[] {
  const own: { readonly policy: Policy; readonly run: Run }[] = []
  for (const [id, run] of runs.get(computer.id) ?? []) {
    const policy = policies.get(id)
    if (policy !== undefined) own.push({ policy, run })
  }
  return own
    .sort((one, other) => other.run.completedMs - one.run.completedMs || one.policy.id - other.policy.id)
    .map(({ policy, run }) => rowOf(policy, run, computer))
}

/** Rows of runs that nobody named otherwise since: a computer keeps its thousands, and is asked for all at each look. */
const rows = new WeakMap<Run, ClassicRow>()

function rowOf({ id, content: { name } }: Policy, run: Run, { username }: Computer): ClassicRow {
  const known = rows.get(run)
  if (known?.values['policy_name'] === name && known.values['username'] === username) return known
  const completed = new Date(run.completedMs).toISOString()
  const row = new ClassicRow({
    policy_id: id,
    policy_name: name,
    username,
    date_completed: `${completed.slice(0, 10).replaceAll('-', '/')} at ${completed.slice(11, 16)}`,
    date_completed_epoch: run.completedMs,
    date_completed_utc: completed.replace('Z', '+0000'),
    status: run.status,
  })
  rows.set(run, row)
  return row
}
