// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { clockProblem, momentNow } from '../../src/load/clock-watch.ts'
import { judge } from '../../src/load/judge.ts'
import { healthy } from './records.ts'

const before = { wallMs: 1_700_000_000_000, monotonicMs: 5000 }
const after = (movedMs: number) => ({ wallMs: before.wallMs + 20_000 + movedMs, monotonicMs: 25_000 })

describe('the clock during a run', () => {
  it.each([0, 300, -300])('may be corrected by %i ms', (movedMs) => {
    expect(clockProblem(before, after(movedMs))).toBeUndefined()
  })

  it.each([
    [-10_000, '10.0 s back'],
    [3_600_000, '3600.0 s forward'],
    [301, '0.3 s forward'],
  ])('set by %i ms makes the run INVALID', (movedMs, how) => {
    const problem = clockProblem(before, after(movedMs))
    const { verdict, exitCode, reasons } = judge(healthy({ problems: problem ? [problem] : [] }))
    expect({ verdict, exitCode, reasons }).toEqual({
      verdict: 'INVALID',
      exitCode: 5,
      reasons: [
        `The clock of this machine was set ${how} during the run, so which seconds were judged is not known.`,
      ],
    })
  })

  it('is read beside one that only ever runs', () => {
    const [one, other] = [momentNow(), momentNow()]
    expect(other.monotonicMs).toBeGreaterThanOrEqual(one.monotonicMs)
    expect(clockProblem(one, one)).toBeUndefined()
  })
})
