// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { StrengthMatrix } from '../../src/strength/matrix.ts'
import { knownKillsOf, planSample, turnOf, type SampleParts } from '../../src/strength/sample.ts'

const defect = (id: string, ...operations: string[]) => ({ id, rule: 'r', summary: 's', operations })
const onDay = (day: number) => new Date(day * 24 * 3600 * 1000)

const known = [
  defect('cab.get/unknown-is-found', 'cab.get'),
  defect('cab.get/wrong-value/notes', 'cab.get'),
  defect('cab.get/wrong-type/notes', 'cab.get'),
  defect('cab.list/cap-broken', 'cab.list'),
  defect('cab.list/order-turned', 'cab.list'),
  defect('cab.list/row-left-out', 'cab.list'),
]
const read = { id: 'cab/retrieve/read', title: 'read', operations: ['cab.get', 'cab.list'] }
const row = {
  id: 'cab/roles/cab-get',
  title: 'row',
  operation: 'cab.get',
  operations: ['cab.get'],
}

const nothing: SampleParts = {
  kills: { alone: {}, shared: {} },
  named: [],
  changed: [],
  mostOfChanged: 0,
  rotating: 0,
}
function planned(parts: Partial<SampleParts>, day = 0) {
  const { trials, told } = planSample(known, [read, row], { ...nothing, ...parts }, onDay(day))
  return {
    told,
    trials: trials.map((each) => [each.defect.id, each.scenarios.map(({ id }) => id), each.first]),
  }
}

describe('a sample', () => {
  it('tries what scenarios noticed the last time on them first, and may try it on the others', () => {
    const alone = { [row.id]: ['cab.get/unknown-is-found'] }
    expect(planned({ kills: { alone, shared: { [read.id]: 'cab.list/cap-broken' } } })).toEqual({
      trials: [
        ['cab.get/unknown-is-found', [read.id, row.id], [row.id]],
        ['cab.list/cap-broken', [read.id], [read.id]],
      ],
      told: [
        '1 defects that one scenario alone notices',
        '1 others, for the scenarios that alone notice none',
        '0 of 0 others of 0 operations that changed',
        '0 others of this day',
      ],
    })
  })

  it('tries a defect that several scenarios are to notice on all of them', () => {
    const shared = { [read.id]: 'cab.get/wrong-type/notes', [row.id]: 'cab.get/wrong-type/notes' }
    expect(planned({ kills: { alone: {}, shared } }).trials).toEqual([
      ['cab.get/wrong-type/notes', [read.id, row.id], [read.id, row.id]],
    ])
  })

  it('takes the defects that are asked for', () => {
    const { trials, told } = planned({ named: ['cab.get/wrong-value/notes'] })
    expect(trials).toEqual([['cab.get/wrong-value/notes', [read.id, row.id], undefined]])
    expect(told).toContain('1 others that were asked for')
  })

  it('takes the defects of the operations that changed', () => {
    const { trials, told } = planned({ changed: ['cab.get'], mostOfChanged: 9 })
    expect(trials).toEqual([
      ['cab.get/unknown-is-found', [read.id, row.id], undefined],
      ['cab.get/wrong-value/notes', [read.id, row.id], undefined],
      ['cab.get/wrong-type/notes', [read.id, row.id], undefined],
    ])
    expect(told).toContain('3 of 3 others of 1 operations that changed')
  })

  it('takes no more of them than asked for, others each day', () => {
    const on = (day: number) => planned({ changed: ['cab.list'], mostOfChanged: 2 }, day)
    expect(on(0).trials.map(([id]) => id)).toEqual(['cab.list/cap-broken', 'cab.list/order-turned'])
    expect(on(1).trials.map(([id]) => id)).toEqual(['cab.list/row-left-out', 'cab.list/cap-broken'])
    expect(on(1).told).toContain('2 of 3 others of 1 operations that changed')
  })

  it('tries a defect of several parts once', () => {
    const { trials, told } = planned({
      kills: { alone: { [read.id]: ['cab.get/unknown-is-found'] }, shared: {} },
      named: ['cab.get/unknown-is-found', 'cab.get/wrong-value/notes'],
      changed: ['cab.get'],
      mostOfChanged: 9,
      rotating: 9,
    })
    expect(trials.map(([id]) => id)).toEqual(known.map(({ id }) => id))
    expect(told).toEqual([
      '1 defects that one scenario alone notices',
      '0 others, for the scenarios that alone notice none',
      '1 others that were asked for',
      '1 of 1 others of 1 operations that changed',
      '3 others of this day',
    ])
  })

  it('says which known kills are out of date, each once', () => {
    const alone = { [read.id]: ['gone'], 'cab/list/gone': ['cab.list/cap-broken', 'gone'] }
    const { told } = planned({ kills: { alone, shared: {} } })
    expect(told.slice(-2)).toEqual([
      '1 defects of the known kills are no more (gone): npm run strength writes the file again',
      '1 scenarios of the known kills are no more (cab/list/gone): npm run strength writes the file again',
    ])
  })
})

describe('whose turn it is', () => {
  it('are the next ones each day, and from the first one again after the last', () => {
    const on = (day: number, most: number) => turnOf(['A', 'C', 'D', 'E'], most, onDay(day))
    expect([on(0, 2), on(1, 2), on(2, 3)]).toEqual([
      ['A', 'C'],
      ['D', 'E'],
      ['D', 'E', 'A'],
    ])
  })

  it('are no more than there are', () => {
    expect(turnOf(['A', 'B'], 9, onDay(0))).toEqual(['A', 'B'])
    expect(turnOf(['A', 'B'], 0, onDay(0))).toEqual([])
    expect(turnOf([], 9, onDay(3))).toEqual([])
  })
})

describe('what is known of a run on all defects', () => {
  const noticed = (id: string, tried: number, untried: number, ...killedBy: string[]) => ({
    id,
    rule: 'r',
    summary: 's',
    tried,
    untried,
    killedBy,
  })

  it('is what each scenario alone notices, or one that it notices, rather one that is tried for another anyway', () => {
    const matrix: StrengthMatrix = {
      startedAt: '',
      durationMs: 0,
      defects: [
        noticed('D-2', 3, 0, 'b'),
        noticed('D-1', 3, 0, 'b'),
        noticed('D-3', 3, 0, 'a'),
        noticed('D-0', 3, 1, 'a', 'e'),
        noticed('D-5', 3, 1, 'c', 'e'),
        noticed('D-4', 3, 1, 'b', 'd'),
        noticed('none', 3, 0),
        noticed('interrupted', 3, 1, 'a'),
      ],
      scenarios: [],
      killed: 5,
      survived: 1,
      undecided: 0,
      unmet: 0,
    }
    const { alone, shared } = knownKillsOf(matrix)
    expect(Object.entries(alone)).toEqual([
      ['a', ['D-3']],
      ['b', ['D-1', 'D-2']],
    ])
    expect(Object.entries(shared)).toEqual([
      ['c', 'D-5'],
      ['d', 'D-4'],
      ['e', 'D-5'],
    ])
  })
})
