// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Timeline } from '../../../src/standin/store/timeline.ts'

const kinds = 4

interface Model {
  readonly instants: number[]
  readonly kinds: number[]
  readonly timeline: Timeline
}

function build(instants: readonly number[]): Model {
  const model: Model = {
    instants: [],
    kinds: [],
    timeline: new Timeline(kinds, (row) => model.instants[row] ?? 0),
  }
  for (const instant of instants) {
    const row = model.instants.push(instant) - 1
    model.kinds.push(row % kinds)
    model.timeline.add(row, row % kinds)
  }
  return model
}

/** What a list must show: sorted by instant, the later row first where two are equal. */
function expected(model: Model, taken: readonly number[]): number[] {
  return model.instants
    .map((instant, row) => ({ instant, row }))
    .filter(({ row }) => taken.includes(model.kinds[row] ?? -1))
    .toSorted((a, b) => b.instant - a.instant || b.row - a.row)
    .map(({ row }) => row)
}

const anyKinds = fc.uniqueArray(fc.nat(kinds - 1))

describe('a timeline', () => {
  test('lists any kinds newest first, cut and offset anywhere, in whatever order rows came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50)),
        anyKinds,
        fc.nat(20),
        fc.nat(20),
        (instants, taken, limit, offset) => {
          const model = build(instants)
          const all = expected(model, taken)
          expect(model.timeline.newest({ kinds: taken }, limit, offset)).toEqual(
            all.slice(offset, offset + limit),
          )
          expect(model.timeline.newest({ kinds: taken }, Infinity)).toEqual(all)
          expect(model.timeline.total({ kinds: taken })).toBe(all.length)
        },
      ),
    )
  })

  test('keeps its order over many blocks, also for rows that come late', () => {
    const late = Array.from({ length: 6000 }, (_, row) => (row * 7919) % 6007)
    const model = build([...Array.from({ length: 5000 }, (_, row) => row), ...late])
    expect(model.timeline.newest({ kinds: [0, 1, 2, 3] }, Infinity)).toEqual(expected(model, [0, 1, 2, 3]))
    expect(model.timeline.newest({ kinds: [2] }, 10, 2500)).toEqual(expected(model, [2]).slice(2500, 2510))
  })

  test('moves a row to another kind, and no other row', () => {
    const changes = fc.array(fc.tuple(fc.nat(29), fc.nat(kinds - 1)))
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 30, maxLength: 30 }), changes, (instants, moves) => {
        const model = build(instants)
        for (const [row, kind] of moves) {
          model.timeline.change(row, kind)
          model.kinds[row] = kind
        }
        for (let kind = 0; kind < kinds; kind += 1) {
          expect(model.timeline.newest({ kinds: [kind] }, Infinity)).toEqual(expected(model, [kind]))
        }
      }),
    )
  })

  test('moves rows of one instant that lie in several blocks', () => {
    const model = build(Array.from({ length: 5000 }, () => 3))
    model.timeline.change(0, 3)
    model.kinds[0] = 3
    expect(model.timeline.newest({ kinds: [3] }, Infinity)).toEqual(expected(model, [3]))
  })

  test('keeps to what else a row must be, with offset and total', () => {
    const model = build(Array.from({ length: 5000 }, (_, row) => row))
    const rare = { kinds: [0, 1], accepts: (row: number) => row % 1000 === 0 }
    expect(model.timeline.newest(rare, 2, 1)).toEqual([3000, 2000])
    expect(model.timeline.total(rare)).toBe(5)
  })

  test('refuses to move a row that it does not hold', () => {
    expect(() => build([1, 2]).timeline.change(2, 0)).toThrow('Row 2 is not in the timeline.')
  })
})
