// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import type { KnownDefect } from './control.ts'
import { isWhollyTried, type StrengthMatrix } from './matrix.ts'
import { planTrials, type CleanScenario, type Trial } from './plan.ts'

const dayMs = 24 * 3600 * 1000

/** What scenarios noticed in the last run on all defects: enough to see quickly that they still do. */
export const KnownKills = closed({
  /** By a scenario's id, the ids of the defects that it alone notices. */
  alone: Type.Record(Type.String(), Type.Array(Type.String())),
  /** Of each scenario that alone notices none, one that it notices. */
  shared: Type.Record(Type.String(), Type.String()),
})
export type KnownKills = Static<typeof KnownKills>

/** Of the matrix of a run on all defects that went to its end. */
export function knownKillsOf({ defects }: StrengthMatrix): KnownKills {
  const kills = defects
    .flatMap((row) =>
      row.killedBy.map((by) => ({ by, id: row.id, alone: row.killedBy.length === 1 && isWhollyTried(row) })),
    )
    .toSorted((a, b) => (a.by === b.by ? order(a.id, b.id) : order(a.by, b.by)))
  const alone: Record<string, string[]> = {}
  const shared: Record<string, string> = {}
  const chosen = new Set<string>()
  for (const [by, of] of Map.groupBy(kills, (kill) => kill.by)) {
    const own = of.filter((kill) => kill.alone).map(({ id }) => id)
    // One that is tried for another scenario anyway spares the start of a stand-in.
    const one = (of.find(({ id }) => chosen.has(id)) ?? of[0])?.id
    if (own.length > 0) alone[by] = own
    else if (one !== undefined) chosen.add((shared[by] = one))
  }
  return { alone, shared }
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}

export interface SampleParts {
  readonly kills: KnownKills
  /** Defects that are asked for by name. */
  readonly named: readonly string[]
  /** Operations whose code changed. */
  readonly changed: readonly string[]
  /** How many defects of those are tried; where there are more, others each day. */
  readonly mostOfChanged: number
  /** So many of all others, others each day. */
  readonly rotating: number
}

export interface Sample {
  readonly trials: readonly Trial[]
  /** How many of each part, and what of the lone kills is out of date. */
  readonly told: readonly string[]
}

/** What a sample tries. A defect that is in several parts is tried once, and counted where it stands first. */
export function planSample(
  known: readonly KnownDefect[],
  scenarios: readonly CleanScenario[],
  { kills, named, changed, mostOfChanged, rotating }: SampleParts,
  day: Date,
): Sample {
  const pairs = pairsOf(kills)
  const killersOf = Map.groupBy(pairs, ({ id }) => id)
  const alone = new Set(Object.values(kills.alone).flat())
  const all = planTrials(known, scenarios)
  const ofKills = all.flatMap((trial) => {
    const first = killersOf.get(trial.defect.id)?.map(({ by }) => by)
    return first === undefined ? [] : [{ ...trial, first }]
  })
  const others = all.filter(({ defect }) => !killersOf.has(defect.id))
  const asked = others.filter(({ defect }) => named.includes(defect.id))
  const rest = others.filter(({ defect }) => !named.includes(defect.id))
  const ofChanged = rest.filter(({ defect }) => defect.operations.some((id) => changed.includes(id)))
  const chosenOfChanged = turnOf(ofChanged, mostOfChanged, day)
  const unchosen = rest.filter((trial) => !chosenOfChanged.includes(trial))
  const ofTheDay = turnOf(unchosen, rotating, day)
  const ofOne = ofKills.filter(({ defect }) => alone.has(defect.id)).length
  return {
    trials: [...ofKills, ...asked, ...chosenOfChanged, ...ofTheDay],
    told: [
      `${ofOne} defects that one scenario alone notices`,
      `${ofKills.length - ofOne} others, for the scenarios that alone notice none`,
      ...(asked.length === 0 ? [] : [`${asked.length} others that were asked for`]),
      `${chosenOfChanged.length} of ${ofChanged.length} others of ${changed.length} operations that changed`,
      `${ofTheDay.length} others of this day`,
      ...outOfDate(known, scenarios, pairs),
    ],
  }
}

function pairsOf({ alone, shared }: KnownKills) {
  return [
    ...Object.entries(alone).flatMap(([by, ids]) => ids.map((id) => ({ by, id }))),
    ...Object.entries(shared).map(([by, id]) => ({ by, id })),
  ]
}

/** So many of them: the next ones each day, so that all have their turn. */
export function turnOf<T>(all: readonly T[], most: number, day: Date): readonly T[] {
  const from = (Math.floor(day.getTime() / dayMs) * most) % Math.max(1, all.length)
  return [...all, ...all].slice(from, from + Math.min(most, all.length))
}

function outOfDate(
  known: readonly KnownDefect[],
  scenarios: readonly CleanScenario[],
  pairs: ReturnType<typeof pairsOf>,
): readonly string[] {
  const [defects, ids] = [new Set(known.map(({ id }) => id)), new Set(scenarios.map(({ id }) => id))]
  return [
    ...listed(
      'defects',
      pairs.map(({ id }) => id).filter((id) => !defects.has(id)),
    ),
    ...listed(
      'scenarios',
      pairs.map(({ by }) => by).filter((by) => !ids.has(by)),
    ),
  ]
}

function listed(what: string, missing: readonly string[]): readonly string[] {
  const gone = [...new Set(missing)]
  if (gone.length === 0) return []
  const some = gone.slice(0, 3).join(', ')
  return [
    `${gone.length} ${what} of the known kills are no more (${some}): npm run strength writes the file again`,
  ]
}
