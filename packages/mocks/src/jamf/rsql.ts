// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../providers/json-value.ts'

/** A row of the Jamf Pro API. */
export type JamfRow = Readonly<Record<string, unknown>>

/** A filter or sort that the API does not take; the message says why. */
export class RsqlError extends Error {
  override readonly name = 'RsqlError'
}

type Test = (row: JamfRow) => boolean

interface Input {
  readonly tokens: readonly string[]
  readonly fields: readonly string[]
  at: number
}

const tokenPattern =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|=[a-z]+=|==|!=|<=|>=|[<>();,]|[^\s"'()=!<>;,]+|(?<strange>\S)/gi

/**
 * What a filter in RSQL says, as a test of a row: == != < <= > >= =in= =out= with `*` for any text, `;` or `and`, `,`
 * or `or`, and parentheses. Text is compared without regard to case. Throws an RsqlError.
 */
export function parseRsql(text: string, fields: readonly string[]): Test {
  const found = [...text.matchAll(tokenPattern)]
  const strange = found.find(({ groups }) => groups?.['strange'] !== undefined)
  if (strange !== undefined) throw new RsqlError(`Cannot parse the filter ${text} at ${strange[0]}`)
  const tokens = found.map(([token]) => token)
  const input: Input = { tokens, fields, at: 0 }
  const test = either(input)
  if (input.at < tokens.length) throw unexpected(input)
  return test
}

/**
 * The text, without regard to case, that a filter wants a field to be whatever else it wants; undefined where it leaves
 * a choice, or the text has a `*`. Says nothing of whether the filter can be parsed.
 */
export function equalIn(filter: string, field: string): string | undefined {
  const tokens = filter.match(tokenPattern) ?? []
  if (tokens.some((token) => ['(', ',', 'or'].includes(token.toLowerCase()))) return undefined
  const at = tokens.findIndex((token, index) => {
    return index % 4 === 0 && token === field && tokens[index + 1] === '=='
  })
  const wanted = at === -1 ? '*' : unquoted(tokens[at + 2] ?? '*')
  return wanted.includes('*') ? undefined : wanted
}

function either(input: Input): Test {
  const first = both(input)
  if (!taken(input, ',', 'or')) return first
  const second = either(input)
  return (row) => first(row) || second(row)
}

function both(input: Input): Test {
  const first = single(input)
  if (!taken(input, ';', 'and')) return first
  const second = both(input)
  return (row) => first(row) && second(row)
}

function single(input: Input): Test {
  if (taken(input, '(')) {
    const test = either(input)
    if (!taken(input, ')')) throw unexpected(input)
    return test
  }
  const field = next(input)
  checkField(field, input.fields)
  const operator = next(input)
  if (operator === '=in=' || operator === '=out=') return among(input, field, operator === '=in=')
  const compare = comparisons.get(operator)
  if (compare === undefined) throw new RsqlError(`Unknown operator: ${operator}`)
  const holds = compare(unquoted(next(input)))
  return (row) => holds(valueAt(row, field))
}

function among(input: Input, field: string, wanted: boolean): Test {
  if (!taken(input, '(')) throw unexpected(input)
  const values: string[] = []
  do values.push(unquoted(next(input)))
  while (taken(input, ','))
  if (!taken(input, ')')) throw unexpected(input)
  const tests = values.map(matching)
  return (row) => tests.some((test) => test(valueAt(row, field))) === wanted
}

/** What an operator makes of its argument: a test of a value. */
type Comparison = (argument: string) => (value: unknown) => boolean

const comparisons = new Map<string, Comparison>([
  ['==', matching],
  [
    '!=',
    (argument) => {
      const test = matching(argument)
      return (value) => !test(value)
    },
  ],
  ...['<', '=lt='].map((name) => [name, ordered((order) => order < 0)] as const),
  ...['<=', '=le='].map((name) => [name, ordered((order) => order <= 0)] as const),
  ...['>', '=gt='].map((name) => [name, ordered((order) => order > 0)] as const),
  ...['>=', '=ge='].map((name) => [name, ordered((order) => order >= 0)] as const),
])

function matching(argument: string): (value: unknown) => boolean {
  const parts = argument.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  const expression = new RegExp(`^${parts.join('.*')}$`, 'is')
  return (value) => expression.test(textOf(value))
}

function ordered(holds: (order: number) => boolean): Comparison {
  return (argument) => (value) => holds(compared(textOf(value), argument))
}

/** Numbers as numbers, all else as text, which is the order of times in ISO 8601, too. */
function compared(left: string, right: string): number {
  const numbers = [left, right].map((each) => (each === '' ? Number.NaN : Number(each)))
  const difference = (numbers[0] ?? Number.NaN) - (numbers[1] ?? Number.NaN)
  if (!Number.isNaN(difference)) return difference
  const [a, b] = [left.toLowerCase(), right.toLowerCase()]
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What `sort` says: `general.name:asc,id:desc`. Throws an RsqlError. */
export function sorted(
  rows: readonly JamfRow[],
  sort: string,
  fields: readonly string[],
): readonly JamfRow[] {
  const criteria = sort
    .split(',')
    .filter((each) => each !== '')
    .map((each) => {
      const [field = '', direction = 'asc'] = each.trim().split(':')
      checkField(field, fields)
      if (direction !== 'asc' && direction !== 'desc') {
        throw new RsqlError(`Unknown sort direction: ${direction}`)
      }
      return { field, sign: direction === 'asc' ? 1 : -1 }
    })
  return rows.toSorted((left, right) => {
    for (const { field, sign } of criteria) {
      const order = compared(textOf(valueAt(left, field)), textOf(valueAt(right, field)))
      if (order !== 0) return order * sign
    }
    return 0
  })
}

function valueAt(row: JamfRow, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      row,
    )
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

function unquoted(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token
}

function checkField(field: string, fields: readonly string[]): void {
  if (!fields.includes(field)) throw new RsqlError(`Cannot filter or sort by field [${field}]`)
}

function taken(input: Input, ...tokens: readonly string[]): boolean {
  const token = input.tokens[input.at]
  if (token === undefined || !tokens.includes(token.toLowerCase())) return false
  input.at += 1
  return true
}

function next(input: Input): string {
  const token = input.tokens[input.at]
  if (token === undefined) throw unexpected(input)
  input.at += 1
  return token
}

function unexpected({ tokens, at }: Input): RsqlError {
  return new RsqlError(`Cannot parse the filter ${tokens.join(' ')} at ${tokens[at] ?? 'its end'}`)
}
