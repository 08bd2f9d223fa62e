// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import { schemaProblems } from '../contract/validate.ts'
import { malformed, readJson, type Exchange } from './recording.ts'
import { PatchSchema } from './patch.ts'

const Free = Type.Union([
  /** Nobody or a system: null, or a name or user that is not this one. */
  closed({ pattern: Type.String(), notBy: Type.String() }),
  /** Any value of these JSON types. */
  closed({ pattern: Type.String(), types: Type.Array(Type.String(), { minItems: 1 }) }),
])

const named = {
  /** How other records refer to this answer. */
  as: Type.Optional(Type.String()),
  /** This answer is expected only where those records were answered so. */
  when: Type.Optional(Type.Record(Type.String(), Type.String())),
}

const status = Type.Integer({ minimum: 100, maximum: 599 })

const AnswerSchema = Type.Union([
  /** The answer recorded here, or under `like`, with changes. */
  closed({
    ...named,
    kind: Type.Literal('recorded'),
    like: Type.Optional(Type.String()),
    status: Type.Optional(status),
    patch: Type.Optional(PatchSchema),
    free: Type.Optional(Type.Array(Free)),
  }),
  /** An error in shape A or B; its wording is free. */
  closed({ ...named, kind: Type.Literal('refusal'), status }),
  /** An error in shape C that names exactly these fields; without them, any. The wording is free. */
  closed({
    ...named,
    kind: Type.Literal('fields'),
    status,
    fields: Type.Optional(Type.Array(Type.String())),
  }),
  /** An error in any of these shapes. */
  closed({ ...named, kind: Type.Literal('error'), status }),
])

/** One answer that is expected. */
export type ExpectedAnswer = Static<typeof AnswerSchema>

/** A place where an expected answer leaves a backend free. */
export type Free = Static<typeof Free>

const Answers = Type.Array(AnswerSchema, { minItems: 1 })

const ExpectationSchema = closed({
  why: Type.String({ minLength: 1 }),
  /** Any of these is right; the first is what is reported where none came. */
  answers: Answers,
  /** The same request is made once more, as this user. */
  again: Type.Optional(closed({ actor: Type.String(), answers: Answers })),
})

/** What a backend that obeys the rules answers to one record. */
export type Expectation = Static<typeof ExpectationSchema>

const Conforming = closed({ about: Type.String(), records: Type.Record(Type.String(), ExpectationSchema) })

/** What is expected of each record that need not be answered as recorded. */
export type Expectations = ReadonlyMap<string, Expectation>

/** None: every record is answered as recorded, as the observed backend does. */
export const observed: Expectations = new Map()

/**
 * What a recorded answer is to a backend that obeys the rules. `ruled`: it shows a defect; `consequence`: it follows
 * from one; `free`: such a backend may differ here; `equal`: it answers the same.
 */
export type RecordClass = 'ruled' | 'consequence' | 'free' | 'equal'

export function classOf({ defects, consequence_of, may_differ }: Exchange): RecordClass {
  if (defects.length > 0) return 'ruled'
  if (consequence_of.length > 0) return 'consequence'
  return may_differ.length > 0 ? 'free' : 'equal'
}

/** Reads the answers of a backend that obeys the rules; throws a HarnessError `configuration` unless every record is classified. */
export async function readExpectations(path: string, exchanges: readonly Exchange[]): Promise<Expectations> {
  const content = await readJson(path)
  assertConforming(path, content)
  const expectations = new Map(Object.entries(content.records))
  const problems = classificationProblems(expectations, exchanges)
  if (problems.length > 0) throw malformed(path, problems)
  return expectations
}

function assertConforming(path: string, value: unknown): asserts value is Static<typeof Conforming> {
  const problems = schemaProblems(Conforming, value)
  if (problems.length > 0) throw malformed(path, problems)
}

function classificationProblems(
  expectations: Expectations,
  exchanges: readonly Exchange[],
): readonly string[] {
  const known = new Set(exchanges.map(({ name }) => name))
  return [
    ...[...expectations.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `${name} is not in the recording`),
    ...exchanges
      .filter((exchange) => (classOf(exchange) === 'equal') === expectations.has(exchange.name))
      .map(
        (exchange) =>
          `${exchange.name} is ${classOf(exchange)}, but ${expectations.has(exchange.name) ? '' : 'not '}listed`,
      ),
  ]
}
