// SPDX-License-Identifier: Apache-2.0
import { intOf, lengthOf, strip, typeName } from './python-text.ts'
import type { Field, FieldErrors, Parsed } from './serializer.ts'

interface TextLimits {
  /** In code points. Default: no limit. */
  readonly max?: number
  readonly allowBlank?: boolean
}

/** CharField: text, stripped of blanks; numbers are taken as their text. */
export function text({ max = Number.POSITIVE_INFINITY, allowBlank = false }: TextLimits = {}): Field<string> {
  return {
    parse: (raw) => {
      if (typeof raw !== 'string' && typeof raw !== 'number') {
        return { value: rawText(raw), errors: ['Not a valid string.'] }
      }
      const value = strip(String(raw))
      if (value === '') return allowBlank ? { value } : { value, errors: ['This field may not be blank.'] }
      return checked(value, [
        ...(lengthOf(value) > max ? [`Ensure this field has no more than ${max} characters.`] : []),
        ...(value.includes('\0') ? ['Null characters are not allowed.'] : []),
        ...surrogateErrors(value),
      ])
    },
  }
}

/** IntegerField: whole numbers, also as text, also with zeros after the point. */
export function integer(min: number, max: number): Field<number> {
  return {
    parse: (raw) => {
      const sent = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : ''
      if (typeof raw === 'string' && sent.length > 1000)
        return { value: 0, errors: ['String value too large.'] }
      const value = intOf(sent.replace(/\.0*\s*$/, ''))
      return value === undefined
        ? { value: Number(sent) || 0, errors: ['A valid integer is required.'] }
        : checked(value, rangeErrors(value, min, max))
    },
  }
}

const truths = new Set<unknown>([
  't',
  'T',
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'true',
  'True',
  'TRUE',
  'on',
  'On',
  'ON',
  '1',
  1,
  true,
])
const lies = new Set<unknown>([
  'f',
  'F',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'false',
  'False',
  'FALSE',
  'off',
  'Off',
  'OFF',
  '0',
  0,
  false,
])

/** BooleanField. */
export const flag: Field<boolean> = {
  parse: (raw) =>
    truths.has(raw) || lies.has(raw)
      ? { value: truths.has(raw) }
      : { value: Boolean(raw), errors: ['Must be a valid boolean.'] },
}

/** ChoiceField: one of these texts; what is stored where the check is left out is the raw text. */
export function choice<T extends string>(choices: readonly T[]): Field<T> {
  return {
    parse: (raw) => {
      const value = rawText(raw)
      const isChoice = choices.some((each) => each === value)
      storeAsSent<T>(value)
      return checked(value, isChoice ? [] : [`"${value}" is not a valid choice.`])
    },
  }
}

/** What is stored where a defect leaves the check of a choice out is the raw text, as if it were a choice. */
function storeAsSent<T extends string>(text: string): asserts text is T {
  void text
}

/** ListField: each item by the same field; what is wrong with an item stands under its index. */
export function list<T>(item: Field<T>, emptyMessage?: string): Field<readonly T[]> {
  return {
    parse: (raw) => {
      if (!Array.isArray(raw)) {
        return { value: [], errors: [`Expected a list of items but got type "${typeName(raw)}".`] }
      }
      const items = raw.map((each: unknown) =>
        each === null
          ? { ...item.parse(undefined), errors: ['This field may not be null.'] }
          : item.parse(each),
      )
      const value = items.map((each) => each.value)
      if (value.length === 0 && emptyMessage !== undefined) return { value, errors: [emptyMessage] }
      const wrong = items.flatMap(({ errors }, index) =>
        isMessages(errors) ? [[index, errors] as const] : [],
      )
      return wrong.length === 0 ? { value } : { value, errors: Object.fromEntries(wrong) }
    },
  }
}

/** Any JSON object; anything else is refused with this message. */
export function jsonObject(message: string): Field<Readonly<Record<string, unknown>>> {
  return {
    parse: (raw) =>
      typeof raw === 'object' && raw !== null && !Array.isArray(raw)
        ? { value: Object.fromEntries(Object.entries(raw)) }
        : { value: {}, errors: [message] },
  }
}

/** A field that need not be sent. */
export function optional<T>(field: Field<T>, fallback: T): Field<T> {
  return { ...field, fallback }
}

/** A field that takes null. */
export function nullable<T>(field: Field<T>, value: T): Field<T> {
  return { ...field, nullAs: { value } }
}

export function rangeErrors(value: number, min: number, max: number): readonly string[] {
  if (value < min) return [`Ensure this value is greater than or equal to ${min}.`]
  return value > max ? [`Ensure this value is less than or equal to ${max}.`] : []
}

export function checked<T>(value: T, errors: FieldErrors): Parsed<T> {
  return Object.keys(errors).length === 0 ? { value } : { value, errors }
}

function isMessages(errors: FieldErrors | undefined): errors is readonly string[] {
  return Array.isArray(errors)
}

function surrogateErrors(value: string): readonly string[] {
  if (value.isWellFormed()) return []
  const lone = /\p{Surrogate}/u.exec(value)?.[0] ?? ''
  return [`Surrogate characters are not allowed: U+${lone.codePointAt(0)?.toString(16).toUpperCase()}.`]
}

function rawText(raw: unknown): string {
  if (raw === undefined) return ''
  return typeof raw === 'string' ? raw : JSON.stringify(raw)
}

/** Text as it was sent, without a limit: what a hand-written view stores in a text column. */
export const anyText: Field<string> = {
  parse: (raw) => {
    if (typeof raw !== 'string') return { value: rawText(raw), errors: ['Not a valid string.'] }
    return checked(raw, [
      ...(raw.includes('\0') ? ['Null characters are not allowed.'] : []),
      ...surrogateErrors(raw),
    ])
  },
}

/** A list of anything, nulls included. */
export const anyList: Field<readonly unknown[]> = {
  parse: (raw: unknown) =>
    Array.isArray(raw)
      ? { value: raw }
      : { value: [], errors: [`Expected a list of items but got type "${typeName(raw)}".`] },
}
