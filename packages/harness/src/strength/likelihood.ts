// SPDX-License-Identifier: Apache-2.0
import type { KnownDefect } from './control.ts'
import type { CleanScenario } from './plan.ts'

/** How much what is known of a wider circle of defects counts beside a narrower one, in trials. */
const weight = 1
/** What is held of a scenario before it was tried on anything alike: about its rule, about its operation, neither. */
const [ofItsRule, ofItsOperation, ofNeither] = [0.7, 0.5, 0.4]

interface Record {
  tried: number
  noticed: number
}

/**
 * How likely a scenario is to notice a defect, from what it noticed of the defect's kin so far. Kin have the same
 * operation, the same kind or the same field of it, as their ids say (`deployments.get/wrong-type/status`); the
 * closest count most. It only decides what is tried first.
 */
export class Likelihood {
  readonly #records = new Map<string, Record>()

  /** Takes what came of one trial. */
  note(scenario: CleanScenario, defect: KnownDefect, noticed: boolean): void {
    for (const circle of circlesOf(defect)) {
      const key = keyOf(scenario, circle)
      const record = this.#records.get(key) ?? { tried: 0, noticed: 0 }
      record.tried += 1
      if (noticed) record.noticed += 1
      this.#records.set(key, record)
    }
  }

  /** From 0 to 1. */
  of(scenario: CleanScenario, defect: KnownDefect): number {
    return circlesOf(defect).reduce(
      (wider, circle) => {
        const { tried, noticed } = this.#records.get(keyOf(scenario, circle)) ?? { tried: 0, noticed: 0 }
        return (noticed + weight * wider) / (tried + weight)
      },
      first(scenario, defect),
    )
  }
}

function first({ rule, operation, operations }: CleanScenario, defect: KnownDefect): number {
  if (rule === defect.rule) return ofItsRule
  const isItsOwn = operation !== undefined || operations.length === 1
  return isItsOwn ? ofItsOperation : ofNeither
}

/** The kin of a defect, from the widest circle to the closest. */
export function circlesOf({ id }: KnownDefect): readonly string[] {
  const [operation = id, kind, field] = id.split('/')
  return [
    operation,
    ...(field === undefined ? [] : [`${operation}//${field}`]),
    ...(kind === undefined ? [] : [`${operation}/${kind}`]),
  ]
}

function keyOf({ id }: CleanScenario, circle: string): string {
  return `${circle} ${id}`
}
