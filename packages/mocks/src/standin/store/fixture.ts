// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../timestamps.ts'

/** One row of a seed in Django's fixture format. */
export interface FixtureRow {
  /** `deployment_intents.deploymentintent` */
  readonly model: string
  readonly pk: number | string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Reads a fixture row's fields by type. Throws an Error that names row, field and value where one does not fit. */
export class FixtureFields {
  readonly #row: FixtureRow

  constructor(row: FixtureRow) {
    this.#row = row
  }

  /** The primary key as a positive integer. */
  get pk(): number {
    const { pk } = this.#row
    if (typeof pk === 'number' && Number.isSafeInteger(pk) && pk > 0) return pk
    throw new Error(`${this.#row.model}: its pk is ${JSON.stringify(pk)}; give a positive integer.`)
  }

  /** Where a fallback is given, a field that is not there is worth it, as the model defaults. */
  text(name: string, fallback?: string): string {
    const value = this.#value(name, fallback)
    return typeof value === 'string' ? value : this.#fail(name, 'a text')
  }

  textOrNull(name: string): string | null {
    return this.#isNull(name) ? null : this.text(name)
  }

  integer(name: string, fallback?: number): number {
    const value = this.#value(name, fallback)
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.#fail(name, 'an integer')
  }

  integerOrNull(name: string): number | null {
    return this.#isNull(name) ? null : this.integer(name)
  }

  /** A number, or a decimal as Django writes it: as text. */
  number(name: string, fallback?: number): number {
    const value = this.#value(name, fallback)
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#fail(name, 'a number')
  }

  numberOrNull(name: string): number | null {
    return this.#isNull(name) ? null : this.number(name)
  }

  /** Not sent is false, as most models default. */
  flag(name: string, fallback = false): boolean {
    const value = this.#value(name, fallback)
    return typeof value === 'boolean' ? value : this.#fail(name, 'true or false')
  }

  flagOrNull(name: string): boolean | null {
    return this.#isNull(name) ? null : this.flag(name)
  }

  /** Microseconds since the epoch. */
  instantUs(name: string): number {
    const instant = parseInstant(this.text(name))
    return Number.isNaN(instant) ? this.#fail(name, 'an ISO 8601 instant with its offset') : instant
  }

  instantUsOrNull(name: string): number | null {
    return this.#isNull(name) ? null : this.instantUs(name)
  }

  oneOf<const T extends string>(name: string, choices: readonly T[]): T {
    const value = this.#value(name)
    return choices.find((each) => each === value) ?? this.#fail(name, `one of ${choices.join(', ')}`)
  }

  /** The primary key as text: a UUID. */
  get key(): string {
    return String(this.#row.pk)
  }

  /** A decimal as text with two places. */
  decimal(name: string): string {
    return this.number(name).toFixed(2)
  }

  list(name: string): readonly unknown[] {
    const value = this.#value(name)
    return Array.isArray(value) ? value : this.#fail(name, 'a list')
  }

  /** Any JSON value; undefined where the field is not there. */
  json(name: string): unknown {
    return this.#value(name)
  }

  /** Not sent is an empty object. */
  object(name: string): Readonly<Record<string, unknown>> {
    const value = this.#value(name, {})
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : this.#fail(name, 'an object')
  }

  numbers(name: string): Readonly<Record<string, number>> {
    return Object.fromEntries(
      Object.entries(this.object(name)).map(([key, value]) =>
        typeof value === 'number' ? [key, value] : this.#fail(name, 'an object of numbers'),
      ),
    )
  }

  texts(name: string): readonly string[] {
    const value = this.#value(name)
    return Array.isArray(value)
      ? value.map((each: unknown) => (typeof each === 'string' ? each : this.#fail(name, 'a list of texts')))
      : this.#fail(name, 'a list of texts')
  }

  #value(name: string, fallback?: unknown): unknown {
    const value = this.#row.fields[name]
    return value === undefined ? fallback : value
  }

  #isNull(name: string): boolean {
    return this.#value(name, null) === null
  }

  #fail(name: string, wanted: string): never {
    const { model, pk, fields } = this.#row
    throw new Error(`${model} ${pk}: ${name} is ${JSON.stringify(fields[name])}; give ${wanted}.`)
  }
}
