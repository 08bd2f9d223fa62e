// SPDX-License-Identifier: Apache-2.0
import type { Call } from './call.ts'
import type { Guard } from './defect.ts'
import { typeName } from './python-text.ts'
import { badInput } from './serializer.ts'

/** Collects what is wrong with the input of a view with hand-written checks, field by field. */
export class Problems {
  readonly #call: Call
  /** Made with the first problem: most inputs have none. */
  #messages: Map<string, string[]> | undefined

  constructor(call: Call) {
    this.#call = call
  }

  /**
   * Checks one field under the guard `input:<field>`; several checks of one field have an aspect each, so that a defect
   * can leave out one of them (`input:<field>.<aspect>`) or all. Answers whether it counts as passed.
   */
  check(field: string, passes: boolean, message: string, aspect?: string): boolean {
    if (passes) return true
    const guard: Guard = aspect === undefined ? `input:${field}` : `input:${field}.${aspect}`
    if (this.#call.holds(guard, false)) return true
    this.#messages ??= new Map()
    const known = this.#messages.get(field)
    if (known === undefined) this.#messages.set(field, [message])
    else known.push(message)
    return false
  }

  /** Checks a text against choices, as `check` does, and answers it as one of them. */
  choice<T extends string>(field: string, text: string, choices: readonly [T, ...T[]], aspect?: string): T {
    // Where a defect leaves the check out, whatever was sent counts as one of the choices.
    const isTaken = (each: string): each is T =>
      this.check(
        field,
        choices.some((choice) => choice === each),
        `"${each}" is not a valid choice.`,
        aspect,
      )
    return isTaken(text) ? text : choices[0]
  }

  /** Whether anything was found wrong. */
  get found(): boolean {
    return this.#messages !== undefined
  }

  /** Throws a Refusal 400 (C) that names every field found wrong. */
  throwIfAny(): void {
    if (this.#messages !== undefined) throw badInput(Object.fromEntries(this.#messages))
  }
}

/** A body as an object. Throws a Refusal 400 (C) for JSON that is none. */
export function objectBody(call: Call, body: unknown = call.body.json()): Readonly<Record<string, unknown>> {
  const problems = new Problems(call)
  const message = `Invalid data. Expected a dictionary, but got ${typeName(body)}.`
  problems.check('non_field_errors', isRecord(body), message)
  problems.throwIfAny()
  return isRecord(body) ? body : {}
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
