// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { matrixOf } from '../../src/strength/matrix.ts'
import { isAboutSetUp, planTrials } from '../../src/strength/plan.ts'

const defect = (id: string, ...operations: string[]) => ({
  id,
  rule: 'r',
  summary: `${id} is wrong`,
  operations,
})
const scenario = (id: string, ...operations: string[]) => ({ id, title: `title of ${id}`, operations })

describe('the plan of a strength run', () => {
  it('tries a defect on the scenarios that call one of its operations, and on no other', () => {
    const [a, b, c] = [scenario('a', 'x', 'y'), scenario('b', 'y'), scenario('c', 'z')]
    const [onX, onBoth, onNone] = [defect('on x', 'x'), defect('on both', 'x', 'y'), defect('on none', 'w')]

    expect(planTrials([onX, onBoth, onNone], [a, b, c])).toEqual([
      { defect: onX, scenarios: [a] },
      { defect: onBoth, scenarios: [a, b] },
      { defect: onNone, scenarios: [] },
    ])
  })

  it('tries a scenario that is about one operation on its defects alone', () => {
    const about = { ...scenario('a', 'x', 'y'), operation: 'y' }
    const [onX, onY] = [defect('on x', 'x'), defect('on y', 'y')]

    expect(planTrials([onX, onY], [about])).toEqual([
      { defect: onX, scenarios: [] },
      { defect: onY, scenarios: [about] },
    ])
  })

  it('does not count what the harness itself calls before a scenario begins', () => {
    const [signIn, health] = [defect('sign-in', 'auth.login'), defect('health', 'health.live')]

    expect(planTrials([signIn, health], [scenario('a', 'auth.login', 'health.live', 'x')])).toEqual([
      { defect: signIn, scenarios: [] },
      { defect: health, scenarios: [] },
    ])
  })
})

describe('a scenario about what the harness itself calls', () => {
  const about = { ...scenario('a', 'auth.login', 'x'), operation: 'auth.login' }

  it('is tried on the defects of that operation', () => {
    const signIn = defect('sign-in', 'auth.login')

    expect(planTrials([signIn], [about, scenario('b', 'auth.login')])).toEqual([
      { defect: signIn, scenarios: [about] },
    ])
  })

  it('is told apart from one that calls it only, or is about another', () => {
    const others = [scenario('b', 'auth.login'), { ...scenario('c', 'auth.login'), operation: 'x' }]

    expect([about, ...others].map(isAboutSetUp)).toEqual([true, false, false])
  })
})

describe('the matrix of a strength run', () => {
  const [a, b] = [scenario('a', 'x'), scenario('b', 'x')]
  const trials = planTrials([defect('killed', 'x'), defect('survived', 'x'), defect('unmet', 'w')], [a, b])
  const kills = [
    { defect: 'killed', scenario: 'b' },
    { defect: 'killed', scenario: 'a' },
  ]
  const run = {
    startedAt: new Date(1_750_000_000_000),
    endedAt: new Date(1_750_000_004_500),
    ranOf: (id: string) => (id === 'unmet' ? 0 : 2),
  }

  it('has a row a defect, with how many tried it and who killed it', () => {
    expect(matrixOf(trials, [a, b], kills, run).defects).toEqual([
      {
        id: 'killed',
        rule: 'r',
        summary: 'killed is wrong',
        tried: 2,
        untried: 0,

        killedBy: ['a', 'b'],
      },
      {
        id: 'survived',
        rule: 'r',
        summary: 'survived is wrong',
        tried: 2,
        untried: 0,

        killedBy: [],
      },
      { id: 'unmet', rule: 'r', summary: 'unmet is wrong', tried: 0, untried: 0, killedBy: [] },
    ])
  })

  it('counts a defect that no scenario meets as neither killed nor survived', () => {
    const { killed, survived, unmet } = matrixOf(trials, [a, b], kills, run)
    expect({ killed, survived, unmet }).toEqual({ killed: 1, survived: 1, unmet: 1 })
  })

  it('counts a defect that an interruption left untried as undecided, and no survivor', () => {
    const { survived, undecided } = matrixOf(trials, [a, b], kills, { ...run, ranOf: () => 1 })
    expect({ survived, undecided }).toEqual({ survived: 0, undecided: 1 })
  })

  it('counts the kills of each scenario, and tells when it ran and for how long', () => {
    const matrix = matrixOf(trials, [a, b, scenario('c', 'w')], kills, run)
    expect(matrix.scenarios).toEqual([
      { id: 'a', kills: 1 },
      { id: 'b', kills: 1 },
      { id: 'c', kills: 0 },
    ])
    expect([matrix.startedAt, matrix.durationMs]).toEqual(['2025-06-15T15:06:40.000Z', 4500])
  })
})
