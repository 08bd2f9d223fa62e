// SPDX-License-Identifier: Apache-2.0

/** Takes a problem: the JSON pointer to its place, and what is wrong there. */
type Report = (path: string, what: string) => void

/** Whether a value keeps part of a schema. With a report it looks on after the first problem. */
export type Rule = (value: unknown, path: string, report?: Report) => boolean

type Keyword = (given: unknown, schema: Readonly<Record<string, unknown>>) => Rule

/**
 * The rule that a JSON Schema is. Throws an Error for a keyword that it does not know, so that none is passed over in
 * silence.
 */
export function ruleFrom(schema: unknown): Rule {
  const given = record(schema)
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(keywords, name) && !annotations.has(name)) {
      throw new Error(
        `The schema has the keyword ${name}, which is not checked here. Leave it out or teach it.`,
      )
    }
  }
  const parts = Object.entries(keywords).flatMap(([name, keyword]) =>
    Object.hasOwn(given, name) ? [keyword(given[name], given)] : [],
  )
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  return (value, path, report) => every(parts, (part) => part(value, path, report), report)
}

/** Whether all parts hold. Without a report the first one that does not ends it. */
function every<T>(parts: readonly T[], holds: (part: T, index: number) => boolean, report?: Report): boolean {
  let all = true
  for (const [index, part] of parts.entries()) {
    if (holds(part, index)) continue
    if (report === undefined) return false
    all = false
  }
  return all
}

/** They say something to readers and nothing of the value. */
const annotations: ReadonlySet<string> = new Set(['$id', 'default', 'description', 'examples', 'title'])

/** The keywords of JSON Schema that are in use, in the order in which their problems are told. */
const keywords: Readonly<Record<string, Keyword>> = {
  type: (given) => {
    const name = text(given)
    const is = types[name]
    if (is === undefined) throw new Error(`The schema has the type ${name}, which JSON Schema does not have.`)
    return rule((value) => is(value), `must be ${name}`)
  },
  required: (given) => {
    const names = list(given).map(text)
    return (value, path, report) => {
      if (!isRecord(value)) return true
      const missing = names.filter((name) => !Object.hasOwn(value, name))
      if (missing.length > 0) report?.(path, `lacks ${missing.join(', ')}`)
      return missing.length === 0
    }
  },
  additionalProperties: (given, { properties = {}, patternProperties = {} }) => {
    if (given !== false)
      throw new Error('The schema has additionalProperties that are not false. Leave them out.')
    const declared = new Set(Object.keys(record(properties)))
    const patterns = Object.keys(record(patternProperties)).map(pattern)
    return (value, path, report) => {
      if (!isRecord(value)) return true
      const more = Object.keys(value).filter(
        (name) => !declared.has(name) && !patterns.some((each) => each.test(name)),
      )
      if (more.length > 0) report?.(path, `has more than is declared: ${more.join(', ')}`)
      return more.length === 0
    }
  },
  patternProperties: (given) => {
    const parts = Object.entries(record(given)).map(([name, schema]) => ({
      names: pattern(name),
      keeps: ruleFrom(schema),
    }))
    return (value, path, report) =>
      !isRecord(value) ||
      every(
        parts,
        ({ names, keeps }) =>
          every(
            Object.keys(value),
            (name) =>
              !names.test(name) ||
              keeps(value[name], report === undefined ? path : below(path, name), report),
            report,
          ),
        report,
      )
  },
  properties: (given, { required = [] }) => {
    const needed = new Set(list(required))
    const parts = Object.entries(record(given)).map(([name, schema]) => ({
      name,
      isNeeded: needed.has(name),
      keeps: ruleFrom(schema),
    }))
    // What may be left out may be undefined too, as TypeScript has it.
    return (value, path, report) =>
      !isRecord(value) ||
      every(
        parts,
        ({ name, isNeeded, keeps }) => {
          if (!Object.hasOwn(value, name) || (value[name] === undefined && !isNeeded)) return true
          return keeps(value[name], report === undefined ? path : below(path, name), report)
        },
        report,
      )
  },
  minProperties: (given) => {
    const least = number(given)
    return rule(
      (value) => !isRecord(value) || Object.keys(value).length >= least,
      `must not have fewer than ${least} properties`,
    )
  },
  items: (given) => (Array.isArray(given) ? itemsInTurn(given.map(ruleFrom)) : itemsAlike(ruleFrom(given))),
  /** Of a tuple: `items` says how many there are. */
  additionalItems: (given, { items }) => {
    if (given !== false) throw new Error('The schema has additionalItems that are not false. Leave them out.')
    return mostItems(list(items).length)
  },
  minItems: (given) => {
    const least = number(given)
    return rule(
      (value) => !Array.isArray(value) || value.length >= least,
      `must not have fewer than ${least} items`,
    )
  },
  maxItems: (given) => mostItems(number(given)),
  minLength: (given) => {
    const least = number(given)
    return rule(
      (value) => typeof value !== 'string' || (value.length >= least && charactersIn(value) >= least),
      `must not have fewer than ${least} characters`,
    )
  },
  maxLength: (given) => {
    const most = number(given)
    return rule(
      (value) => typeof value !== 'string' || value.length <= most || charactersIn(value) <= most,
      `must not have more than ${most} characters`,
    )
  },
  format: (given) => {
    const name = text(given)
    const holds = formats[name]
    if (holds === undefined) throw new Error(`The schema has the format ${name}, which is not checked here.`)
    return rule((value) => typeof value !== 'string' || holds(value), `must match format "${name}"`)
  },
  pattern: (given) => {
    const source = text(given)
    const holds = pattern(source)
    return rule((value) => typeof value !== 'string' || holds.test(value), `must match pattern "${source}"`)
  },
  exclusiveMinimum: (given) => {
    const least = number(given)
    return rule((value) => typeof value !== 'number' || value > least, `must be > ${least}`)
  },
  minimum: (given) => {
    const least = number(given)
    return rule((value) => typeof value !== 'number' || value >= least, `must be >= ${least}`)
  },
  maximum: (given) => {
    const most = number(given)
    return rule((value) => typeof value !== 'number' || value <= most, `must be <= ${most}`)
  },
  const: (given) => {
    const only = plain(given)
    return rule((value) => value === only, 'must be equal to constant')
  },
  enum: (given) => {
    const allowed = list(given).map(plain)
    const one = new Set(allowed)
    return rule(
      (value) => one.has(value),
      `must be equal to one of the allowed values: ${allowed.join(', ')}`,
    )
  },
  anyOf: (given) => {
    const branches = list(given).map(ruleFrom)
    return (value, path, report) => {
      if (branches.some((keeps) => keeps(value, path))) return true
      if (report === undefined) return false
      for (const keeps of branches) keeps(value, path, report)
      report(path, 'must match a schema in anyOf')
      return false
    }
  },
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isRecord,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** `binary` is OpenAPI's: bytes, of which no text says anything. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (value) => uuid.test(value),
  binary: () => true,
}

function itemsAlike(keeps: Rule): Rule {
  return (value, path, report) =>
    !Array.isArray(value) ||
    every(
      value,
      (each, index) => keeps(each, report === undefined ? path : `${path}/${index}`, report),
      report,
    )
}

function itemsInTurn(parts: readonly Rule[]): Rule {
  return (value, path, report) =>
    !Array.isArray(value) ||
    every(
      parts,
      (keeps, index) => index >= value.length || keeps(value[index], `${path}/${index}`, report),
      report,
    )
}

function mostItems(most: number): Rule {
  return rule(
    (value) => !Array.isArray(value) || value.length <= most,
    `must not have more than ${most} items`,
  )
}

function rule(holds: (value: unknown) => boolean, what: string): Rule {
  return (value, path, report) => {
    if (holds(value)) return true
    report?.(path, what)
    return false
  }
}

function below(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** In code points, as JSON Schema and the backend count. */
function charactersIn(value: string): number {
  let count = 0
  for (const _ of value) count += 1
  return count
}

function pattern(source: string): RegExp {
  return new RegExp(source, 'u')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function record(given: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(given)) return given
  throw malformed(given, 'an object')
}

function list(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given
  throw malformed(given, 'a list')
}

function text(given: unknown): string {
  if (typeof given === 'string') return given
  throw malformed(given, 'a text')
}

/** Compared by identity, which no list or object has after it was sent. */
function plain(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given
  throw malformed(given, 'a plain value')
}

function number(given: unknown): number {
  if (typeof given === 'number') return given
  throw malformed(given, 'a number')
}

function malformed(given: unknown, wanted: string): Error {
  return new Error(`The schema has ${JSON.stringify(given)} where ${wanted} belongs.`)
}
