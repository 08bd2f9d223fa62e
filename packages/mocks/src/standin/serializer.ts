// SPDX-License-Identifier: Apache-2.0
import type { Call } from './call.ts'
import type { Guard } from './defect.ts'
import { typeName } from './python-text.ts'
import { Refusal } from './reply.ts'

/** Messages of one field, or of a list's items by their index. */
export type FieldErrors = readonly string[] | Readonly<Record<string, readonly string[]>>

/** What one field makes of a value: what is wrong with it, and what is stored where that check is left out. */
export interface Parsed<T> {
  readonly value: T
  readonly errors?: FieldErrors
}

/** One field of a serializer, as the Django REST framework has them. */
export interface Field<T> {
  /** What the field is worth where it is not sent; without it the field is required. */
  readonly fallback?: T
  /** Where null is taken: what it is worth. */
  readonly nullAs?: { readonly value: T }
  readonly parse: (raw: unknown) => Parsed<T>
}

type Fields = Readonly<Record<string, Field<unknown>>>
type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export const required = 'This field is required.'
export const notNull = 'This field may not be null.'

/**
 * Reads a JSON body by its fields, each checked under the guard `input:<field>`, that it is not null
 * under `input:<field>.null`. Throws a Refusal 400 (C) that names
 * every field that is wrong, and `non_field_errors` for a body that is no object (rest_framework/serializers.py).
 */
export function read<F extends Fields>(call: Call, fields: F, body: unknown): ValuesOf<F>
export function read(call: Call, fields: Fields, body: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (!call.holds('input:non_field_errors', isObject)) throw badInput({ non_field_errors: [noObject(body)] })
  const sent = new Map(Object.entries(isObject ? body : {}))
  const values: Record<string, unknown> = {}
  const errors: Record<string, FieldErrors> = {}
  for (const [name, field] of Object.entries(fields)) {
    const {
      value,
      errors: wrong,
      guard = `input:${name}`,
    } = parse(name, field, sent.get(name), sent.has(name))
    values[name] = value
    if (wrong !== undefined && !call.holds(guard, false)) errors[name] = wrong
  }
  if (Object.keys(errors).length > 0) throw badInput(errors)
  return values
}

interface Checked extends Parsed<unknown> {
  readonly guard?: Guard
}

/** A Refusal 400 in shape C, as `serializer.errors` are answered. */
export function badInput(errors: Readonly<Record<string, FieldErrors>>): Refusal {
  return new Refusal({ status: 400, body: errors })
}

function parse(name: string, field: Field<unknown>, raw: unknown, sent: boolean): Checked {
  if (!sent) {
    return 'fallback' in field
      ? { value: field.fallback }
      : { value: field.parse(undefined).value, errors: [required] }
  }
  if (raw !== null) return field.parse(raw)
  return field.nullAs === undefined
    ? { value: field.parse(undefined).value, errors: [notNull], guard: `input:${name}.null` }
    : field.nullAs
}

function noObject(body: unknown): string {
  return body === null
    ? 'No data provided'
    : `Invalid data. Expected a dictionary, but got ${typeName(body)}.`
}
