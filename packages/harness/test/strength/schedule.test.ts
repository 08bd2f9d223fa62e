// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Schedule } from '../../src/strength/schedule.ts'

const scenario = (id: string) => ({ id, title: id, operations: ['x'] })
const scenarios = ['a', 'b', 'c', 'd', 'e', 'f'].map(scenario)
/** More than are tried on a defect at once. */
const ten = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map(scenario)
const defect = (id: string) => ({ id, rule: 'r', summary: 's', operations: ['x'] })
const told = (trials: readonly { defect: { id: string }; scenarios: readonly { id: string }[] }[]) =>
  trials.map((each) => `${each.defect.id}: ${each.scenarios.map(({ id }) => id).join('')}`)

/** So many that a batch is worth its while. */
const many = Array.from({ length: 1000 }, (_, index) => ({
  defect: defect(`z${index}`),
  scenarios: [scenario(`z${index}-1`), scenario(`z${index}-2`)],
}))
const only = (ids: readonly string[], trials: ReturnType<Schedule['next']>) =>
  told(trials).filter((line) => ids.includes(line.slice(0, line.indexOf(':'))))

/** All trials of a schedule, where `notices` says which scenario notices which defect. */
function played(schedule: Schedule, notices: (id: string, by: string) => boolean) {
  const tried: string[] = []
  const kills: { defect: string; scenario: string }[] = []
  for (let batch = schedule.next(3); batch.length > 0; batch = schedule.next(3)) {
    const pairs = batch.flatMap((each) =>
      each.scenarios.map(({ id }) => ({ defect: each.defect.id, scenario: id })),
    )
    const found = pairs.filter((pair) => notices(pair.defect, pair.scenario))
    schedule.note(found)
    tried.push(...pairs.map((pair) => `${pair.defect} ${pair.scenario}`))
    kills.push(...found)
  }
  return { tried, kills }
}

describe('the schedule of a strength run', () => {
  it('tries every scenario at once where no kill is enough', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios }], Number.POSITIVE_INFINITY)
    expect(told(schedule.next(10))).toEqual(['D: abcdef'])
    expect(schedule.next(10)).toEqual([])
  })

  it('tries a few at a time while many defects are left, and a defect that enough noticed no further', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios: ten }, ...many], 2)
    expect(only(['D'], schedule.next(1))).toEqual(['D: abcdef'])
    schedule.note(['a', 'b'].map((id) => ({ defect: 'D', scenario: id })))
    expect(only(['D'], schedule.next(300))).toEqual([])
  })

  it('tries a defect on, as long as too few noticed it', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios: ten }, ...many], 2)
    schedule.next(1)
    schedule.note([{ defect: 'D', scenario: 'a' }])
    expect(only(['D'], schedule.next(1))).toEqual(['D: ghij'])
  })

  it('asks for no more kills than are needed still, and spares nobody where none is enough', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios: ten }, ...many], 2)
    const [first] = schedule.next(1)
    schedule.note([{ defect: 'D', scenario: 'a' }])
    const [second] = schedule.next(1)
    const [whole] = new Schedule([{ defect: defect('D'), scenarios }], Number.POSITIVE_INFINITY).next(1)
    expect([first?.enough, second?.enough, whole?.enough]).toEqual([2, 1, undefined])
  })

  it('tries who was spared later, where the kills were too few after all', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios }, ...many], 2)
    schedule.next(1)
    const pair = (id: string) => ({ defect: 'D', scenario: id })
    schedule.note([pair('a')], ['c', 'd', 'e', 'f'].map(pair))
    expect(only(['D'], schedule.next(1))).toEqual(['D: cdef'])
  })

  it('tries who was spared, where they have noticed nothing at all in the end', () => {
    const trials = [{ defect: defect('D'), scenarios: scenarios.slice(0, 2) }]
    const schedule = new Schedule(trials, 1)
    schedule.next(1)
    schedule.note([{ defect: 'D', scenario: 'a' }], [{ defect: 'D', scenario: 'b' }])
    expect(schedule.next(1).map((each) => [told([each]), each.enough])).toEqual([[['D: b'], undefined]])
  })

  it('tries everything at once on the few defects that are left', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios }], 2)
    expect(told(schedule.next(10))).toEqual(['D: abcdef'])
  })

  it('tries who noticed nothing on what is left, until they do', () => {
    const trials = ['D', 'E'].map((id) => ({ defect: defect(id), scenarios: scenarios.slice(0, 5) }))
    const { tried, kills } = played(new Schedule([...trials, ...many], 1), (_, by) => by !== 'e')
    expect(tried.filter((pair) => pair.endsWith(' e')).toSorted()).toEqual(['D e', 'E e'])
    expect(kills.filter(({ scenario: by }) => by === 'e')).toEqual([])
  })

  it('spares none of those that noticed the defect the last time, however many are enough', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios, first: ['e', 'f'] }], 1)
    expect(schedule.next(1).map((each) => [told([each]), each.enough])).toEqual([[['D: ef'], undefined]])
  })

  it('tries a scenario alone first that noticed the defect the last time, then the others', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios, first: ['e'] }], 1)
    expect(told(schedule.next(10))).toEqual(['D: e'])
    schedule.note([])
    expect(told(schedule.next(10))).toEqual(['D: abcdf'])
  })

  it('tries the others at once where the one that noticed the defect the last time does not meet it', () => {
    const schedule = new Schedule([{ defect: defect('D'), scenarios, first: ['z'] }], 1)
    expect(told(schedule.next(10))).toEqual(['D: abcdef'])
  })

  it('leaves those idle that may be', () => {
    const trials = [{ defect: defect('D'), scenarios: scenarios.slice(0, 3), first: ['a'] }]
    const schedule = new Schedule(trials, 1, ({ id }) => id === 'b')
    schedule.next(1)
    schedule.note([{ defect: 'D', scenario: 'a' }])
    expect(told(schedule.next(1))).toEqual(['D: c'])
    schedule.note([])
    expect(schedule.next(1)).toEqual([])
  })

  it('takes scenarios first that are about the rule of the defect', () => {
    const about = scenarios.map((each) => (each.id === 'f' ? { ...each, rule: 'r' } : each))
    const schedule = new Schedule([{ defect: defect('D'), scenarios: about }, ...many], 1)
    expect(only(['D'], schedule.next(1))[0]?.slice(0, 4)).toBe('D: f')
  })

  it('takes scenarios first that take less time for the same chance', () => {
    const timed = scenarios.map((each) => ({ ...each, durationMs: each.id === 'e' ? 1 : 100 }))
    const schedule = new Schedule([{ defect: defect('D'), scenarios: timed }, ...many], 1)
    expect(only(['D'], schedule.next(1))[0]?.slice(0, 4)).toBe('D: e')
  })

  it('takes scenarios first that noticed a defect of the same operation and kind', () => {
    const kin = ['x.get/wrong-type/a', 'x.get/wrong-type/b'].map((id) => ({ defect: defect(id), scenarios }))
    const schedule = new Schedule([...kin, ...many], 1)
    expect(only(['x.get/wrong-type/a'], schedule.next(1))).toEqual(['x.get/wrong-type/a: abcd'])
    schedule.note([{ defect: 'x.get/wrong-type/a', scenario: 'c' }])
    expect(only(['x.get/wrong-type/b'], schedule.next(2000))[0]?.slice(0, 21)).toBe('x.get/wrong-type/b: c')
  })

  it('starts with one defect of each operation and kind', () => {
    const ids = ['x.get/wrong-type/a', 'x.get/wrong-type/b', 'x.get/field-missing/a']
    const trials = ids.map((id) => ({ defect: defect(id), scenarios }))
    expect(new Schedule(trials, 1).next(2).map((each) => each.defect.id)).toEqual([
      'x.get/wrong-type/a',
      'x.get/field-missing/a',
    ])
  })

  it('finds the same survivors, lone killers and idle scenarios in whatever order', () => {
    const random = fc.array(
      fc.record({ kind: fc.nat(3), field: fc.nat(5), met: fc.nat(63), by: fc.nat(63) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(random, (drawn) => {
        const known = new Map(drawn.map((each) => [`x/${each.kind}/${each.field}`, each]))
        const trials = [...known].map(([id, { met }]) => ({
          defect: defect(id),
          scenarios: scenarios.filter((_, bit) => (met >> bit) % 2 === 1),
        }))
        const notices = (id: string, by: string) =>
          ((known.get(id)?.by ?? 0) >> scenarios.findIndex((each) => each.id === by)) % 2 === 1
        const all = played(new Schedule(trials, Number.POSITIVE_INFINITY), notices)
        const few = played(new Schedule(trials, 2), notices)
        expect(said(few)).toEqual(said(all))
        expect(new Set(few.tried).size).toBe(few.tried.length)
      }),
    )
  })

  it('gives no more defects at once than asked for', () => {
    const trials = ['D', 'E', 'F'].map((id) => ({ defect: defect(id), scenarios: scenarios.slice(0, 1) }))
    const schedule = new Schedule(trials, 1)
    expect(told(schedule.next(2))).toEqual(['D: a', 'E: a'])
    expect(told(schedule.next(2))).toEqual(['F: a'])
  })
})

/** What a run says for sure: by how many a defect is noticed, as none, one or more; and who noticed anything. */
function said({ kills }: ReturnType<typeof played>) {
  const byDefect = Map.groupBy(kills, (each) => each.defect)
  const noticed = [...byDefect].map(([id, of]) => {
    const [first, ...more] = of.map((each) => each.scenario)
    return `${id}: ${more.length === 0 ? first : 'several'}`
  })
  return { noticed: noticed.toSorted(), busy: [...new Set(kills.map((each) => each.scenario))].toSorted() }
}
