// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { RiskModels } from '../../../src/standin/store/risk-models.ts'

function row(pk: number, changes: Readonly<Record<string, unknown>> = {}) {
  const fields = {
    version: `v${pk}.0`,
    factors: [{ name: 'Blast Radius', weight: 1, rubric: {} }],
    threshold: 50,
    is_active: true,
    description: 'seeded',
    created_at: `2025-06-0${pk}T08:00:00Z`,
    ...changes,
  }
  return { model: 'policy_engine.riskmodel', pk, fields }
}

describe('risk models', () => {
  test('are listed newest first; the newest active one scores', () => {
    const models = new RiskModels()
    expect(models.active).toBeUndefined()
    for (const each of [row(2), row(1), row(3, { is_active: false })]) models.load(each)
    expect(models.newestFirst.map(({ version }) => version)).toEqual(['v3.0', 'v2.0', 'v1.0'])
    expect(models.active?.version).toBe('v2.0')
  })

  test('of the same primary key replace each other', () => {
    const models = new RiskModels()
    models.load(row(1))
    models.load(row(1, { threshold: 40 }))
    expect(models.newestFirst.map(({ threshold }) => threshold)).toEqual([40])
  })

  test.each([
    [null],
    [[7]],
    [[{ name: 'Blast Radius' }]],
    [[{ name: 'Blast Radius', weight: '1', rubric: {} }]],
    [[null]],
  ])('are refused with other factors than {name, weight, rubric}: %j', (factors) => {
    expect(() => new RiskModels().load(row(1, { factors }))).toThrow(
      'factors is no list of {name, weight, rubric}',
    )
  })
})
