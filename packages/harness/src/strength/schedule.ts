// SPDX-License-Identifier: Apache-2.0
import { Likelihood } from './likelihood.ts'
import type { CleanScenario, Trial } from './plan.ts'

/** Scenarios that a defect may be tried on before it is asked again which are likeliest to notice it. */
const mostAtOnce = 8
/** Where few defects or idle scenarios are left, more at once: a batch takes seconds even for a handful of trials. */
const worthABatch = 2000
/** How many more kills than needed are expected of those: who comes after enough kills is spared, which costs little. */
const surplus = 1
/** What a trial takes besides its scenario. */
const trialMs = 40

/** One scenario on one defect, by their ids. */
interface Pair {
  readonly defect: string
  readonly scenario: string
}

interface Open extends Trial {
  readonly untried: Set<string>
  kills: number
}

/**
 * Which scenarios to try on which defects next: those first that are likeliest to notice it for the time they take, as
 * many as it probably takes; or those that noticed it the last time, where that is known. A defect that `enough`
 * scenarios noticed is tried no further; who has noticed nothing at all in the end is tried on the rest, unless it may
 * be idle. So the order decides how many trials there are, and never who survives or is idle.
 */
export class Schedule {
  readonly #open: readonly Open[]
  readonly #scenarios: ReadonlyMap<string, CleanScenario>
  readonly #kills: Map<string, number>
  readonly #enough: number
  readonly #mayBeIdle: (scenario: CleanScenario) => boolean
  readonly #likelihood = new Likelihood()
  /** What `next` gave and `note` has not yet been told about. */
  #running: readonly Trial[] = []

  constructor(
    trials: readonly Trial[],
    enough: number,
    mayBeIdle: (scenario: CleanScenario) => boolean = () => false,
  ) {
    this.#enough = enough
    this.#mayBeIdle = mayBeIdle
    this.#open = apartFromKin(trials).map((trial) => ({
      ...trial,
      untried: new Set(trial.scenarios.map(({ id }) => id)),
      kills: 0,
    }))
    this.#scenarios = new Map(trials.flatMap(({ scenarios }) => scenarios.map((each) => [each.id, each])))
    this.#kills = new Map([...this.#scenarios.keys()].map((id) => [id, 0]))
  }

  /** The next trials, of at most so many defects; none when all is said. */
  next(mostDefects: number): readonly Trial[] {
    const wanted = this.#open.filter(({ kills, untried }) => kills < this.#enough && untried.size > 0)
    const chosen =
      wanted.length > 0
        ? wanted.slice(0, mostDefects).map((open) => ({ open, ids: this.#likeliest(open, wanted.length) }))
        : this.#ofTheIdle().slice(0, mostDefects)
    const trials = chosen.map(({ open, ids }) => this.#take(open, ids))
    this.#running = [...this.#running, ...trials]
    return trials
  }

  /** Takes the kills among what `next` gave, and what of it was spared, which is untried still. */
  note(kills: readonly Pair[], spared: readonly Pair[] = []): void {
    const killersOf = scenariosByDefect(kills)
    const sparedOf = scenariosByDefect(spared)
    for (const { defect, scenarios } of this.#running) {
      for (const each of scenarios) {
        if (sparedOf.get(defect.id)?.has(each.id) === true) continue
        this.#likelihood.note(each, defect, killersOf.get(defect.id)?.has(each.id) === true)
      }
    }
    this.#running = []
    for (const each of this.#open) {
      each.kills += killersOf.get(each.defect.id)?.size ?? 0
      for (const id of sparedOf.get(each.defect.id) ?? []) each.untried.add(id)
    }
    for (const { scenario } of kills) this.#kills.set(scenario, (this.#kills.get(scenario) ?? 0) + 1)
  }

  /** The scenarios that probably make up the kills that a defect still needs; more of them where few defects are left. */
  #likeliest(open: Open, defectsLeft: number): readonly string[] {
    if (this.#enough === Number.POSITIVE_INFINITY) return [...open.untried]
    const first = this.#firstOf(open)
    if (first.length > 0) return first
    const atOnce = Math.max(mostAtOnce, Math.floor(worthABatch / defectsLeft))
    const needed = this.#enough - open.kills
    const ranked = this.#ranked(open).slice(0, atOnce)
    if (atOnce > mostAtOnce) return ranked.map(({ id }) => id)
    let expected = 0
    const last = ranked.findIndex(({ likelihood }, index) => {
      expected += likelihood
      return index + 1 >= needed && expected >= needed + surplus
    })
    return (last === -1 ? ranked : ranked.slice(0, last + 1)).map(({ id }) => id)
  }

  #firstOf({ first = [], untried }: Open): readonly string[] {
    return first.filter((id) => untried.has(id))
  }

  /** The untried scenarios of a defect, the most promising for their time first; of two alike, who noticed less. */
  #ranked({ defect, untried }: Open): readonly { readonly id: string; readonly likelihood: number }[] {
    return [...untried]
      .flatMap((id) => {
        const scenario = this.#scenarios.get(id)
        if (scenario === undefined) return []
        const likelihood = this.#likelihood.of(scenario, defect)
        return [{ id, likelihood, worth: likelihood / (trialMs + (scenario.durationMs ?? 0)) }]
      })
      .toSorted((a, b) => b.worth - a.worth || this.#killsOf(a.id) - this.#killsOf(b.id))
  }

  /** For each scenario that has noticed nothing, the untried defects that it is likeliest to notice. */
  #ofTheIdle(): readonly { readonly open: Open; readonly ids: readonly string[] }[] {
    const idle = [...this.#scenarios.values()]
      .filter((scenario) => this.#killsOf(scenario.id) === 0 && !this.#mayBeIdle(scenario))
      .map((scenario) => ({ scenario, left: this.#open.filter(({ untried }) => untried.has(scenario.id)) }))
      .filter(({ left }) => left.length > 0)
    const atOnce = Math.max(mostAtOnce, Math.floor(worthABatch / idle.length))
    const chosen = idle.flatMap(({ scenario, left }) =>
      left
        .map((open) => ({ open, id: scenario.id, likelihood: this.#likelihood.of(scenario, open.defect) }))
        .toSorted((a, b) => b.likelihood - a.likelihood)
        .slice(0, atOnce),
    )
    return [...Map.groupBy(chosen, ({ open }) => open)].map(([open, of]) => ({
      open,
      ids: of.map(({ id }) => id),
    }))
  }

  #take(open: Open, ids: readonly string[]): Trial {
    // Those are tried for themselves, as are the idle ones: none is spared.
    const isForThem = this.#firstOf(open).length > 0
    for (const id of ids) open.untried.delete(id)
    const needed = this.#enough - open.kills
    return {
      defect: open.defect,
      scenarios: ids.flatMap((id) => this.#scenarios.get(id) ?? []),
      ...(!isForThem && needed > 0 && needed < Number.POSITIVE_INFINITY ? { enough: needed } : {}),
    }
  }

  #killsOf(id: string): number {
    return this.#kills.get(id) ?? 0
  }
}

function scenariosByDefect(pairs: readonly Pair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byDefect = Map.groupBy(pairs, ({ defect }) => defect)
  return new Map([...byDefect].map(([id, of]) => [id, new Set(of.map(({ scenario }) => scenario))]))
}

/** First one defect of each operation and kind, then another one: what one of them shows helps with the next. */
function apartFromKin(trials: readonly Trial[]): readonly Trial[] {
  const kin = Map.groupBy(trials, ({ defect }) => defect.id.split('/').slice(0, 2).join('/'))
  return [...kin.values()]
    .flatMap((of) => of.map((trial, turn) => ({ trial, turn })))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ trial }) => trial)
}
