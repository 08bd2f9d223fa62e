// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import type { User } from '../../src/standin/store/users.ts'
import {
  ask,
  cabMember,
  cabState,
  eventsOf,
  idsOf,
  packageFor,
  reviewer,
  staff,
  submitted,
  waitingDeployment,
} from './cab-helper.ts'
import { other, plain } from './call-helper.ts'

const runs = { numRuns: 60 }
const scores = fc.integer({ min: 0, max: 10_000 }).map((cents) => (cents / 100).toFixed(2))
const users = fc.constantFrom<User>(plain, other, cabMember, reviewer, staff)

describe('whatever is sent', () => {
  it('a gate follows from the stored score alone', async () => {
    await fc.assert(
      fc.asyncProperty(scores, fc.integer({ min: 0, max: 100 }), async (stored, sent) => {
        const state = cabState()
        const id = packageFor(state, waitingDeployment(state), stored)
        const { body } = await ask(state, 'cab.submit', {
          body: { evidence_package_id: id, risk_score: sent },
        })
        const cents = Number(stored.replace('.', ''))
        expect(body['decision_status'] === 'auto_approved').toBe(cents <= 5000)
        expect(body['decision_status'] === 'exception_required').toBe(cents > 7500)
        expect(body['risk_score']).toBe(stored)
      }),
      runs,
    )
  })

  it('a list shows the rows in its range and no others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(scores, { maxLength: 8 }),
        fc.double({ min: -10, max: 110, noNaN: true }),
        fc.double({ min: -10, max: 110, noNaN: true }),
        async (stored, min, max) => {
          const state = cabState()
          const rows: { readonly id: string; readonly score: number }[] = []
          for (const score of stored) {
            const id = await submitted(state, packageFor(state, waitingDeployment(state), score))
            rows.push({ id, score: Number(score) })
          }
          const query = { risk_min: String(min), risk_max: String(max) }
          const answer = await ask(state, 'cab.list', { user: staff, query })
          const expected = rows.filter(({ score }) => score >= min && score <= max).map(({ id }) => id)
          expect(idsOf(answer)).toEqual(expected.toReversed())
          expect(answer.body['count']).toBe(expected.length)
        },
      ),
      runs,
    )
  })
})

/** One step that somebody takes on the deployment, its request, or its exception. */
type Step = (state: State, ids: Ids) => Promise<{ readonly status: number }>

interface Ids {
  readonly flowId: string
  readonly packageId: string
  readonly requestIds: string[]
  readonly exceptionId: string
}

const decision = { rationale: 'x' }

function steps(user: User): readonly Step[] {
  const onRequest =
    (id: 'cab.approve' | 'cab.reject'): Step =>
    (state, { requestIds }) =>
      ask(state, id, {
        user,
        params: { id: requestIds.at(-1) ?? crypto.randomUUID() },
        body: decision,
      })
  const onException =
    (id: 'cab.exceptions.approve' | 'cab.exceptions.reject'): Step =>
    (state, { exceptionId }) =>
      ask(state, id, { user, params: { id: exceptionId }, body: decision })
  const onDeployment =
    (id: 'cab.legacy.approve' | 'cab.legacy.reject'): Step =>
    (state, { flowId }) =>
      ask(state, id, { user, params: { correlation_id: flowId }, body: {} })
  const submit: Step = async (state, { packageId, requestIds }) => {
    const answer = await ask(state, 'cab.submit', {
      user,
      body: { evidence_package_id: packageId, risk_score: 1 },
    })
    if (answer.status === 201) requestIds.push(String(answer.body['id']))
    return answer
  }
  return [
    submit,
    onRequest('cab.approve'),
    onRequest('cab.reject'),
    onException('cab.exceptions.approve'),
    onException('cab.exceptions.reject'),
    onDeployment('cab.legacy.approve'),
    onDeployment('cab.legacy.reject'),
  ]
}

describe('whatever order steps come in', () => {
  it('a deployment is decided once, by nobody who submitted it, and its events say so', async () => {
    const anyStep = fc.tuple(users, fc.nat({ max: 6 }))
    await fc.assert(
      fc.asyncProperty(
        users,
        scores,
        fc.array(anyStep, { maxLength: 14 }),
        async (submitter, score, taken) => {
          const state = cabState()
          const deployment = waitingDeployment(state, { submitter })
          const created = await ask(state, 'cab.exceptions.create', {
            user: submitter,
            body: {
              deployment_intent_id: deployment.flowId,
              reason: 'r',
              risk_justification: 'j',
              compensating_controls: ['c'],
            },
          })
          const ids: Ids = {
            flowId: deployment.flowId,
            packageId: packageFor(state, deployment, score),
            requestIds: [],
            exceptionId: String(created.body['id']),
          }
          for (const [user, which] of taken) await steps(user)[which]?.(state, ids)
          const decisions = eventsOf(state, deployment).filter((event) =>
            /^CAB_(APPROVED|REJECTED)/.test(event),
          )
          const status = state.deployments.byPk(deployment.pk)?.status
          const expected = { AWAITING_CAB: [], APPROVED: ['CAB_APPROVED'], REJECTED: ['CAB_REJECTED'] }
          expect(decisions.map((event) => event.split(' ')[0])).toEqual(
            Object.entries(expected).find(([each]) => each === status)?.[1],
          )
          expect(decisions).not.toContain(`CAB_APPROVED by ${submitter.username}`)
          expect(decisions).not.toContain(`CAB_REJECTED by ${submitter.username}`)
          const live = ids.requestIds.filter((id) => state.cabRequests.byId(id)?.status !== 'rejected')
          expect(live.length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 200 },
    )
  })
})
