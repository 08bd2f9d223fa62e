// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'

type Keywords = Readonly<Record<string, unknown>>

/** Values that keep a JSON Schema of the contract. */
export function valueOf(schema: unknown): fc.Arbitrary<unknown> {
  const given = isKeywords(schema) ? schema : {}
  const { anyOf, const: only, enum: names, type, items, properties, patternProperties } = given
  if (isList(anyOf)) return fc.oneof(...anyOf.map(valueOf))
  if ('const' in given) return fc.constant(only)
  if (isList(names)) return fc.constantFrom(...names)
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer(limits(given, 'minimum', 'maximum', 'min', 'max'))
  if (type === 'number') {
    return fc.double({
      ...limits(given, 'minimum', 'maximum', 'min', 'max'),
      noNaN: true,
      noDefaultInfinity: true,
    })
  }
  if (type === 'string') return textOf(given)
  if (type === 'array') {
    if (isList(items)) return fc.tuple(...items.map(valueOf))
    return fc.array(valueOf(items), {
      size: '-1',
      ...limits(given, 'minItems', 'maxItems', 'minLength', 'maxLength'),
    })
  }
  if (type === 'object' && isKeywords(patternProperties)) {
    const [value] = Object.values(patternProperties)
    const size = limits(given, 'minProperties', 'maxProperties', 'minKeys', 'maxKeys')
    return fc.dictionary(fc.stringMatching(/^[a-z~/]{1,5}$/), valueOf(value), size)
  }
  if (type === 'object') return objectOf(given, isKeywords(properties) ? properties : {})
  return fc.jsonValue({ maxDepth: 1 })
}

function textOf(given: Keywords): fc.Arbitrary<string> {
  if (given['format'] === 'uuid') return fc.uuid()
  if (typeof given['pattern'] === 'string') return fc.stringMatching(new RegExp(given['pattern'], 'u'))
  return fc.string(limits(given, 'minLength', 'maxLength', 'minLength', 'maxLength'))
}

function objectOf({ required = [] }: Keywords, properties: Keywords): fc.Arbitrary<unknown> {
  const values = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valueOf(each)]))
  return fc.record(values, { requiredKeys: Array.isArray(required) ? required : [] })
}

function limits(
  given: Keywords,
  least: string,
  most: string,
  min: string,
  max: string,
): Record<string, number> {
  const low = given[least]
  const high = given[most]
  return {
    ...(typeof low === 'number' ? { [min]: low } : {}),
    ...(typeof high === 'number' ? { [max]: high } : {}),
  }
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e9,
    '',
    ' ',
    'x',
    'x'.repeat(3000),
    [],
    {},
    [null],
    { more: 1 },
  ),
  fc.jsonValue({ maxDepth: 1 }),
)

/** A copy of a JSON value that is another at one place: replaced there, taken out, or with one more name or item. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...placesIn(value)), fc.constantFrom('replace', 'take out', 'add'), strange)
    .map(([place, how, other]) => changed(value, place, how, other))
}

type Place = readonly (string | number)[]

function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (isList(value)) return [at, ...value.flatMap((each, index) => placesIn(each, [...at, index]))]
  if (!isKeywords(value)) return [at]
  return [at, ...Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]))]
}

function changed(value: unknown, [first, ...rest]: Place, how: string, other: unknown): unknown {
  if (first === undefined) {
    if (how === 'add' && isList(value)) return [...value, other]
    return how === 'add' && isKeywords(value) ? { ...value, more: other } : other
  }
  const isOut = how === 'take out' && rest.length === 0
  if (isList(value)) {
    return value.flatMap((each, index) => {
      if (index !== first) return [each]
      return isOut ? [] : [changed(each, rest, how, other)]
    })
  }
  const entries = isKeywords(value) ? Object.entries(value) : []
  return Object.fromEntries(
    entries.flatMap(([name, each]) => {
      if (name !== first) return [[name, each]]
      return isOut ? [] : [[name, changed(each, rest, how, other)]]
    }),
  )
}

function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
