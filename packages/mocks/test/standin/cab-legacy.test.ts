// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { isRecord } from '../../src/standin/problems.ts'
import type { Deployment } from '../../src/standin/store/deployments.ts'
import {
  ask,
  cabMember,
  cabState,
  eventsOf,
  packageFor,
  reviewer,
  staff,
  submitted,
  waitingDeployment,
  type Answer,
} from './cab-helper.ts'
import { other, plain, type Sent } from './call-helper.ts'

const of = ({ flowId }: Deployment, sent: Sent = {}): Sent => ({
  user: cabMember,
  body: {},
  params: { correlation_id: flowId },
  ...sent,
})

/** Flow id and decision of each row. */
function rowsOf({ body }: Answer): readonly (readonly unknown[])[] {
  const rows = body['approvals']
  return Array.isArray(rows)
    ? rows.map((row: unknown) => (isRecord(row) ? [row['correlation_id'], row['decision']] : []))
    : []
}

describe.each([
  { id: 'cab.legacy.approve', verb: 'approve', moved: 'APPROVED', event: 'CAB_APPROVED' },
  { id: 'cab.legacy.reject', verb: 'reject', moved: 'REJECTED', event: 'CAB_REJECTED' },
] as const)('$id', ({ id: operation, verb, moved, event }) => {
  it('moves the deployment and appends the event by the decider', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    expect((await ask(state, operation, of(deployment))).status).toBe(200)
    expect(state.deployments.byPk(deployment.pk)?.status).toBe(moved)
    expect(eventsOf(state, deployment)).toEqual([`${event} by cab_approver`])
  })

  it('is for CAB members and staff', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    for (const user of [plain, other, reviewer]) {
      expect(await ask(state, operation, of(deployment, { user }))).toEqual({
        status: 403,
        body: { error: 'Not authorized (CAB member access required)' },
      })
    }
    expect(state.deployments.byPk(deployment.pk)?.status).toBe('AWAITING_CAB')
    expect((await ask(state, operation, of(deployment, { user: staff }))).status).toBe(200)
  })

  it('is not for who submitted the deployment or a request of it', async () => {
    const state = cabState()
    const own = waitingDeployment(state, { submitter: cabMember })
    const requested = waitingDeployment(state)
    await submitted(state, packageFor(state, requested, '60.00', { intent: requested.flowId }), {
      user: cabMember,
    })
    for (const deployment of [own, requested]) {
      expect(await ask(state, operation, of(deployment))).toEqual({
        status: 403,
        body: { error: 'Not authorized (submitters may not decide on their own submission)' },
      })
    }
  })

  it('decides once, also of many sent at once', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const sent = of(deployment)
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(state, operation, sent)))
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400])
    expect(answers.at(-1)?.body).toEqual({
      error: `Cannot ${verb} deployment with status '${moved}'. Only 'AWAITING_CAB' deployments can be decided.`,
    })
    expect(eventsOf(state, deployment)).toHaveLength(1)
  })

  it.each(['PENDING', 'APPROVED', 'DEPLOYING', 'COMPLETED', 'FAILED', 'ROLLED_BACK'] as const)(
    'refuses a deployment that is %s',
    async (status) => {
      const state = cabState()
      const deployment = waitingDeployment(state, { status })
      expect((await ask(state, operation, of(deployment))).status).toBe(400)
      expect(state.deployments.byPk(deployment.pk)?.status).toBe(status)
    },
  )

  it.each([
    [[], 'non_field_errors', 'Invalid data. Expected a dictionary, but got list.'],
    [{ comments: null }, 'comments', 'This field may not be null.'],
    [{ comments: 5 }, 'comments', 'Not a valid string.'],
  ])('refuses the body %j', async (body, field, message) => {
    const state = cabState()
    expect(await ask(state, operation, of(waitingDeployment(state), { body }))).toEqual({
      status: 400,
      body: { [field]: [message] },
    })
  })

  it('does not find unknown deployments, nor demo ones outside of the demo mode', async () => {
    const state = cabState()
    const demo = waitingDeployment(state, { isDemo: true })
    const unknown = of(demo, { params: { correlation_id: crypto.randomUUID() } })
    for (const sent of [unknown, of(demo)]) {
      expect(await ask(state, operation, sent)).toEqual({
        status: 404,
        body: { error: 'Deployment not found' },
      })
    }
    const asked = of(demo, { query: { include_demo: 'all' } })
    expect((await ask(state, operation, asked)).status).toBe(200)
  })
})

describe('an approval', () => {
  it.each([
    [{}, 'APPROVED', []],
    [{ conditions: [] }, 'APPROVED', []],
    [{ conditions: ['x', null] }, 'CONDITIONAL', ['x', null]],
  ])('with %j is %s', async (body, decision, conditions) => {
    const state = cabState()
    const answer = await ask(state, 'cab.legacy.approve', of(waitingDeployment(state), { body }))
    expect(answer.body).toEqual({ message: 'Deployment approved', decision })
    const { body: listed } = await ask(state, 'cab.legacy.approvals', { query: { decision } })
    expect(listed).toMatchObject({ approvals: [{ decision, conditions }] })
  })

  it('with conditions that are no list is refused', async () => {
    const state = cabState()
    for (const [conditions, message] of [
      [null, 'This field may not be null.'],
      [{}, 'Expected a list of items but got type "dict".'],
    ] as const) {
      const sent = of(waitingDeployment(state), { body: { conditions } })
      expect((await ask(state, 'cab.legacy.approve', sent)).body).toEqual({ conditions: [message] })
    }
  })
})

describe('the list of pending approvals', () => {
  it('shows every deployment that waits, newest first, and reads the same again', async () => {
    const state = cabState()
    const first = waitingDeployment(state)
    const second = waitingDeployment(state)
    waitingDeployment(state, { status: 'APPROVED' })
    const answer = await ask(state, 'cab.legacy.pending')
    expect(rowsOf(answer)).toEqual([
      [second.flowId, 'PENDING'],
      [first.flowId, 'PENDING'],
    ])
    expect(answer.body).toMatchObject({
      approvals: [
        {
          deployment_intent: second.flowId,
          evidence_pack_correlation_id: second.evidencePackId,
          approver: null,
          comments: '',
          conditions: [],
          reviewed_at: null,
          app_name: 'app',
          version: '1.0',
          risk_score: 60,
        },
        {},
      ],
    })
    waitingDeployment(state)
    const again = await ask(state, 'cab.legacy.pending')
    expect(again.body['approvals']).toMatchObject([{}, ...Object.values(answer.body['approvals'] ?? [])])
  })

  it('stores nothing', async () => {
    const state = cabState()
    waitingDeployment(state)
    const before = await ask(state, 'cab.legacy.approvals')
    await ask(state, 'cab.legacy.pending')
    expect(await ask(state, 'cab.legacy.approvals')).toEqual(before)
    expect([...state.legacyApprovals.newestFirst()]).toEqual([])
  })

  it('no longer shows what either path decided', async () => {
    const state = cabState()
    const byLegacy = waitingDeployment(state)
    const byRequest = waitingDeployment(state)
    const open = waitingDeployment(state)
    const id = await submitted(state, packageFor(state, byRequest, '60.00'))
    await ask(state, 'cab.approve', { user: cabMember, params: { id }, body: { rationale: 'x' } })
    await ask(state, 'cab.legacy.reject', of(byLegacy))
    expect(rowsOf(await ask(state, 'cab.legacy.pending'))).toEqual([[open.flowId, 'PENDING']])
  })

  it('filters by decision and by demo rows', async () => {
    const state = cabState()
    const demo = waitingDeployment(state, { isDemo: true })
    const real = waitingDeployment(state)
    const flows = async (query: Readonly<Record<string, string>>) =>
      rowsOf(await ask(state, 'cab.legacy.pending', { query })).map(([flow]) => flow)
    expect(await flows({})).toEqual([real.flowId])
    expect(await flows({ include_demo: 'true' })).toEqual([demo.flowId])
    expect(await flows({ include_demo: 'all' })).toEqual([real.flowId, demo.flowId])
    expect(await flows({ decision: 'APPROVED' })).toEqual([])
  })
})

describe('the list of approvals', () => {
  it('keeps what waited beside what was decided', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const waiting = await ask(state, 'cab.legacy.pending')
    await ask(state, 'cab.legacy.approve', of(deployment, { body: { comments: ' c ' } }))
    const { body } = await ask(state, 'cab.legacy.approvals')
    expect(body).toMatchObject({
      approvals: [
        { decision: 'APPROVED', approver: 'cab_approver', comments: ' c ' },
        ...Object.values(waiting.body['approvals'] ?? []),
      ],
    })
  })

  it('shows decided and waiting deployments, newest first', async () => {
    const state = cabState()
    const first = waitingDeployment(state)
    const second = waitingDeployment(state)
    const third = waitingDeployment(state)
    await ask(state, 'cab.legacy.reject', of(second))
    expect(rowsOf(await ask(state, 'cab.legacy.approvals'))).toEqual([
      [third.flowId, 'PENDING'],
      [second.flowId, 'REJECTED'],
      [second.flowId, 'PENDING'],
      [first.flowId, 'PENDING'],
    ])
  })

  it('filters by the decision that stands', async () => {
    const state = cabState()
    const waiting = waitingDeployment(state)
    const rejected = waitingDeployment(state)
    await ask(state, 'cab.legacy.reject', of(rejected))
    const rows = async (decision: string) =>
      rowsOf(await ask(state, 'cab.legacy.approvals', { query: { decision } }))
    expect(await rows('PENDING')).toEqual([[waiting.flowId, 'PENDING']])
    expect(await rows('REJECTED')).toEqual([[rejected.flowId, 'REJECTED']])
    expect(await rows('APPROVED')).toEqual([])
    expect(await rows('')).toHaveLength(3)
  })

  it('hides the decisions on demo deployments outside of the demo mode', async () => {
    const state = cabState()
    const demo = waitingDeployment(state, { isDemo: true })
    await ask(state, 'cab.legacy.approve', of(demo, { query: { include_demo: 'all' } }))
    expect(rowsOf(await ask(state, 'cab.legacy.approvals'))).toEqual([])
    state.demoMode = true
    expect(rowsOf(await ask(state, 'cab.legacy.approvals'))).toHaveLength(2)
  })

  it('shows the newest 1000', async () => {
    const state = cabState()
    const decided = waitingDeployment(state)
    for (let at = 0; at < 999; at += 1) waitingDeployment(state)
    await ask(state, 'cab.legacy.reject', of(decided))
    const rows = rowsOf(await ask(state, 'cab.legacy.approvals'))
    expect(rows).toHaveLength(1000)
    expect(rows.at(-1)).toEqual([decided.flowId, 'REJECTED'])
    expect(rowsOf(await ask(state, 'cab.legacy.pending'))).toHaveLength(999)
  })
})
