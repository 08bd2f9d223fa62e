// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import type { RiskModelVersion } from '../../src/standin/store/risk-model-versions.ts'
import { ask } from './cab-helper.ts'
import { plain, type Sent } from './call-helper.ts'
import { cabMember, staff, startState } from './start-helper.ts'

const requestId = '5eed0000-0000-4000-8000-00000000000a'

/** The start state with a version 1.2 that the CAB may activate. */
function withNext(changes: Partial<RiskModelVersion> = {}): State {
  const state = startState()
  const first = state.riskModelVersions.find('1.1')
  if (first === undefined) throw new Error('The start state has no version 1.1.')
  state.riskModelVersions.save({
    ...first,
    id: 2,
    version: '1.2',
    mode: 'CAUTIOUS',
    isActive: false,
    ...changes,
  })
  return state
}

function activate(state: State, sent: Sent & { readonly version?: string } = {}) {
  const params = { version: sent.version ?? '1.2' }
  const body = sent.body ?? { cab_approved: true, cab_approval_notes: 'minutes 7' }
  return ask(state, 'evidence.riskModels.activate', { user: cabMember, ...sent, params, body })
}

function activeVersion(state: State): string | undefined {
  return state.riskModelVersions.active?.version
}

describe('activating a risk model', () => {
  test.each([cabMember, staff])('a CAB member or staff activates it, and the event tells', async (user) => {
    const state = withNext()
    const answer = await activate(state, { user, id: requestId })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        message: 'Risk model version 1.2 activated',
        version: { is_active: true, approved_by_cab: true, cab_approval_notes: 'minutes 7' },
      },
    })
    const list = await ask(state, 'evidence.riskModels.list')
    expect(list.body).toMatchObject({
      count: 2,
      active_version: '1.2',
      results: [
        { version: '1.2', is_active: true },
        { version: '1.1', is_active: false },
      ],
    })
    expect((await ask(state, 'evidence.riskModels.active')).body['version']).toBe('1.2')
    expect(state.events.newest({}, 10)).toMatchObject([
      {
        correlationId: requestId,
        type: 'RISK_MODEL_UPDATED',
        actor: user.username,
        data: { version: '1.2', request_id: requestId },
      },
    ])
    const { body } = await ask(state, 'evidence.maturity.status')
    expect(body['current_level']).toBe('LEVEL_1_CAUTIOUS')
  })

  test.each([
    [{ user: plain }, 403],
    [{ body: {} }, 403],
    [{ body: { cab_approved: 'true' } }, 403],
    [{ body: { cab_approved: 1 } }, 403],
    [{ user: plain, version: '9.9' }, 403],
    [{ version: '9.9' }, 404],
    [{ version: '1.1' }, 400],
    [{ body: { cab_approved: true, cab_approval_notes: null } }, 400],
    [{ body: { cab_approved: true, cab_approval_notes: 5 } }, 400],
    [{ body: [] }, 400],
    [{ id: 'no-uuid' }, 400],
  ])('%j is %i and changes nothing', async (sent, status) => {
    const state = withNext()
    expect((await activate(state, sent)).status).toBe(status)
    expect([activeVersion(state), state.events.count]).toEqual(['1.1', 0])
  })

  test('nobody activates what they made', async () => {
    const state = withNext({ createdBy: cabMember.username })
    expect((await activate(state)).status).toBe(403)
    expect(activeVersion(state)).toBe('1.1')
    expect((await activate(state, { user: staff })).status).toBe(200)
  })

  test.each([
    [
      { riskFactorWeights: { a: 0.9 } },
      'risk_factor_weights',
      'Risk factor weights must sum to 1.0, got 0.9000',
    ],
    [{ riskFactorWeights: {} }, 'risk_factor_weights', 'This field cannot be blank.'],
    [{ calibrationData: {} }, 'calibration_data', 'This field cannot be blank.'],
    [{ autoApproveThresholds: {} }, 'auto_approve_thresholds', 'This field cannot be blank.'],
  ])('a version that is not sound, %j, is 400 and the old one stays', async (changes, field, message) => {
    const state = withNext(changes)
    expect(await activate(state)).toEqual({ status: 400, body: { [field]: [message] } })
    expect(activeVersion(state)).toBe('1.1')
  })
})

test('without an active version there is none to show', async () => {
  const state = startState()
  state.riskModelVersions.deactivateAll()
  const error = 'No active risk model version configured'
  expect(await ask(state, 'evidence.riskModels.active')).toEqual({ status: 404, body: { error } })
  expect((await ask(state, 'evidence.riskModels.list')).body['active_version']).toBeNull()
})
