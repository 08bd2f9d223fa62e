// SPDX-License-Identifier: Apache-2.0
import type { Static, TSchema } from 'typebox'
import { ruleFrom, type Rule } from './keywords.ts'

/** One way in which a value breaks a schema. */
export interface Problem {
  /** JSON pointer to the place in the value; empty for the value itself. */
  readonly path: string
  /** What is wrong there, as the end of a sentence: `must be integer`. */
  readonly what: string
}

const rules = new WeakMap<TSchema, Rule>()

/** Whether a value keeps a schema; where it does, it has the schema's type. */
export function conforms<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return ruleOf(schema)(value, '')
}

/** In which ways a value breaks a schema; none where it keeps it. */
export function problemsIn(schema: TSchema, value: unknown): readonly Problem[] {
  const found: Problem[] = []
  const rule = ruleOf(schema)
  if (!rule(value, '')) rule(value, '', (path, what) => found.push({ path, what }))
  return found
}

/** A value that keeps a schema, as the schema's type. Throws an Error that names what breaks it. */
export function parseAs<S extends TSchema>(schema: S, value: unknown): Static<S> {
  if (conforms(schema, value)) return value
  const problems = problemsIn(schema, value).map(({ path, what }) => `${path} ${what}`.trim())
  throw new Error(`The value is not as its schema has it: ${problems.join('; ')}.`)
}

/** Made on first use. */
function ruleOf(schema: TSchema): Rule {
  const known = rules.get(schema)
  if (known !== undefined) return known
  const made = ruleFrom(schema)
  rules.set(schema, made)
  return made
}
