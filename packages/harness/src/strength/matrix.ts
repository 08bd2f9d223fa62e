// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import type { KnownDefect } from './control.ts'
import type { CleanScenario, Trial } from './plan.ts'

const Count = Type.Integer({ minimum: 0 })

const DefectRow = closed({
  id: Type.String(),
  rule: Type.String(),
  summary: Type.String(),
  /** How many scenarios call an operation that it changes. */
  tried: Count,
  /** Scenarios that it was not tried on: enough had noticed it before, or the run was interrupted. */
  untried: Count,
  killedBy: Type.Array(Type.String()),
  /** Why no scenario can notice it. Of survivors only. */
  reason: Type.Optional(Type.String()),
})

/** The schema of `reports/strength/matrix.json`: which scenario notices which defect. */
export const StrengthMatrix = closed({
  startedAt: Type.String(),
  durationMs: Type.Number({ minimum: 0 }),
  defects: Type.Array(DefectRow),
  scenarios: Type.Array(closed({ id: Type.String(), kills: Count })),
  killed: Count,
  /** Tried on every scenario that meets it, and noticed by none. */
  survived: Count,
  /** Noticed by none yet when the run was interrupted. */
  undecided: Count,
  /** Defects of operations that no scenario calls: they say nothing about the suites. */
  unmet: Count,
})
export type StrengthMatrix = Static<typeof StrengthMatrix>

/** Why no scenario can notice a defect, by the defect's id. */
export type Reasons = Readonly<Record<string, string>>

/** One scenario that failed by its own assertion on a stand-in with one defect. */
export interface Kill {
  readonly defect: string
  readonly scenario: string
}

export function matrixOf(
  trials: readonly Trial[],
  scenarios: readonly CleanScenario[],
  kills: readonly Kill[],
  run: {
    readonly startedAt: Date
    readonly endedAt: Date
    /** How many scenarios ran on a defect. */
    readonly ranOf: (defect: string) => number
  },
): StrengthMatrix {
  const rows = trials.map(({ defect, scenarios: tried }) =>
    rowOf(defect, tried.length, run.ranOf(defect.id), kills),
  )
  const met = rows.filter(({ tried }) => tried > 0)
  return {
    startedAt: run.startedAt.toISOString(),
    durationMs: run.endedAt.getTime() - run.startedAt.getTime(),
    defects: rows,
    scenarios: scenarios.map(({ id }) => ({
      id,
      kills: kills.filter(({ scenario }) => scenario === id).length,
    })),
    killed: met.filter(({ killedBy }) => killedBy.length > 0).length,
    survived: met.filter(isSurvivor).length,
    undecided: met.filter((row) => row.killedBy.length === 0 && !isSurvivor(row)).length,
    unmet: rows.length - met.length,
  }
}

/** Whether a defect was tried on every scenario that meets it, and none noticed it. */
export function isSurvivor(row: Static<typeof DefectRow>): boolean {
  return isWhollyTried(row) && row.killedBy.length === 0
}

/** Whether a defect was tried on every scenario that meets it. */
export function isWhollyTried({ tried, untried }: Static<typeof DefectRow>): boolean {
  return tried > 0 && untried === 0
}

/** The matrix with a reason beside each survivor that has one. */
export function withReasons(matrix: StrengthMatrix, reasons: Reasons): StrengthMatrix {
  const defects = matrix.defects.map((row) => {
    const reason = isSurvivor(row) ? reasons[row.id] : undefined
    return reason === undefined ? row : { ...row, reason }
  })
  return { ...matrix, defects }
}

function rowOf({ id, rule, summary }: KnownDefect, tried: number, ran: number, kills: readonly Kill[]) {
  const killedBy = kills.filter(({ defect }) => defect === id).map(({ scenario }) => scenario)
  return { id, rule, summary, tried, untried: tried - ran, killedBy: killedBy.toSorted() }
}
