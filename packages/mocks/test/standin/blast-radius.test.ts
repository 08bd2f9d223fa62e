// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classify, type AppFacts } from '../../src/standin/evidence/blast-radius.ts'
import { ask } from './cab-helper.ts'
import { startState } from './start-helper.ts'

const nothing: AppFacts = {
  name: 'zzz',
  category: '',
  requiresAdmin: false,
  userCount: undefined,
  businessCriticality: '',
  cmdb: { serviceTier: '', businessCriticality: '', impactScope: '' },
}
const order = ['NON_CRITICAL', 'PRODUCTIVITY_TOOLS', 'BUSINESS_CRITICAL', 'CRITICAL_INFRASTRUCTURE']
const words = ['Chrome', 'sap', 'VPN', 'notepad', 'payroll', 'zzz', 'pdf utility', 'personal game']
const anyApp = fc.record({
  name: fc.constantFrom(...words),
  category: fc.constantFrom('', 'Security', 'productivity', 'os', 'Media'),
  requiresAdmin: fc.boolean(),
  userCount: fc.option(fc.constantFrom(0, 99, 100, 999, 1000, 9999, 10_000), { nil: undefined }),
  businessCriticality: fc.constantFrom('', 'LOW', 'high'),
  cmdb: fc.constant(nothing.cmdb),
})

describe('classifying an application', () => {
  test('more users never make the class narrower', () => {
    fc.assert(
      fc.property(anyApp, fc.nat(20_000), fc.nat(20_000), (app, users, more) => {
        const few = order.indexOf(classify({ ...app, userCount: users }))
        expect(order.indexOf(classify({ ...app, userCount: users + more }))).toBeGreaterThanOrEqual(few)
      }),
    )
  })

  test('the case of letters does not matter', () => {
    fc.assert(
      fc.property(anyApp, (app) => {
        const loud = { ...app, name: app.name.toUpperCase(), category: app.category.toUpperCase() }
        expect(classify(loud)).toBe(classify(app))
      }),
    )
  })

  test('a CMDB that tells is right against everything else', () => {
    fc.assert(
      fc.property(anyApp, (app) => {
        const by = (cmdb: Partial<AppFacts['cmdb']>) =>
          classify({ ...app, cmdb: { ...nothing.cmdb, ...cmdb } })
        expect([
          by({ serviceTier: 'Tier1' }),
          by({ businessCriticality: 'high', impactScope: 'enterprise' }),
          by({ impactScope: 'TEAM' }),
          by({ impactScope: 'department', serviceTier: 'tier3' }),
          by({ serviceTier: 'TIER2', businessCriticality: 'HIGH' }),
        ]).toEqual([
          'CRITICAL_INFRASTRUCTURE',
          'BUSINESS_CRITICAL',
          'PRODUCTIVITY_TOOLS',
          'PRODUCTIVITY_TOOLS',
          classify(app),
        ])
      }),
    )
  })

  test.each([
    [{ name: 'Corporate VPN' }, 'CRITICAL_INFRASTRUCTURE'],
    [{ category: 'operating system', requiresAdmin: true }, 'CRITICAL_INFRASTRUCTURE'],
    [{ category: 'operating system' }, 'NON_CRITICAL'],
    [{ businessCriticality: 'High' }, 'BUSINESS_CRITICAL'],
    [{ userCount: 10_000 }, 'BUSINESS_CRITICAL'],
    [{ userCount: 9999 }, 'PRODUCTIVITY_TOOLS'],
    [{ name: 'SAP GUI' }, 'BUSINESS_CRITICAL'],
    [{ name: 'Payroll', userCount: 1000 }, 'BUSINESS_CRITICAL'],
    [{ name: 'Payroll', userCount: 99 }, 'NON_CRITICAL'],
    [{ name: 'Chrome' }, 'PRODUCTIVITY_TOOLS'],
    [{ category: 'Productivity' }, 'PRODUCTIVITY_TOOLS'],
    [{ name: 'PDF utility' }, 'NON_CRITICAL'],
    [{ name: 'PDF utility', userCount: 100 }, 'PRODUCTIVITY_TOOLS'],
    [{}, 'NON_CRITICAL'],
  ])('%j is %s', (facts, expected) => {
    expect(classify({ ...nothing, ...facts })).toBe(expected)
  })
})

describe('the operation', () => {
  test('answers the class with what it demands', async () => {
    const body = { app_name: 'Chrome', target_user_count: 500, requires_admin: false, cmdb_data: {} }
    const answer = await ask(startState(), 'evidence.blastRadius.classify', { body })
    expect(answer).toMatchObject({
      status: 200,
      body: { app_name: 'Chrome', blast_radius_class: 'PRODUCTIVITY_TOOLS', cab_quorum_required: 1 },
    })
    const cmdb_data = { service_tier: 'TIER0', impact_scope: 'TEAM', business_criticality: 'LOW' }
    const told = await ask(startState(), 'evidence.blastRadius.classify', { body: { ...body, cmdb_data } })
    expect(told.body['blast_radius_class']).toBe('CRITICAL_INFRASTRUCTURE')
  })

  test.each([
    [{ app_name: 5 }, ['app_name']],
    [{ app_name: 'a', app_category: 5 }, ['app_category']],
    [{ app_name: 'a', target_user_count: '500' }, ['target_user_count']],
    [{ app_name: 'a', business_criticality: ['HIGH'] }, ['business_criticality']],
    [{ app_name: 'a', cmdb_data: 'TIER0' }, ['cmdb_data']],
    [{ app_name: 'a', cmdb_data: { service_tier: null } }, ['cmdb_data']],
    [[], ['non_field_errors']],
  ])('refuses %j and names %j', async (body, fields) => {
    const answer = await ask(startState(), 'evidence.blastRadius.classify', { body })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, fields])
  })

  test('needs a name, and takes what says nothing as not sent', async () => {
    const state = startState()
    const missing = await ask(state, 'evidence.blastRadius.classify', { body: { app_name: '' } })
    expect(missing).toEqual({ status: 400, body: { error: 'app_name is required' } })
    const body = { app_name: 'zzz', app_category: null, target_user_count: null, business_criticality: '' }
    const { body: found } = await ask(state, 'evidence.blastRadius.classify', { body })
    expect(found['blast_radius_class']).toBe('NON_CRITICAL')
  })

  test('lists the four classes, and 404 where a class is not configured', async () => {
    const state = startState()
    const { body } = await ask(state, 'evidence.blastRadius.classes')
    expect(body).toMatchObject({ count: 4, results: order.toReversed().map((name) => ({ name })) })
    const { State } = await import('../../src/standin/state.ts')
    const empty = await ask(new State(), 'evidence.blastRadius.classify', { body: { app_name: 'zzz' } })
    expect(empty).toEqual({
      status: 404,
      body: { error: 'Blast radius class NON_CRITICAL is not configured' },
    })
  })
})
