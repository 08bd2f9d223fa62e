// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { Type, type Static } from '../contract/schema.ts'
import { schemaProblems } from '../contract/validate.ts'
import { HarnessError, messageOf } from '../errors.ts'

const Texts = Type.Array(Type.String())

const Binding = Type.Object({
  /** The recorded literal in `path`. */
  value: Type.String(),
  /** The record whose answer gives the new value. */
  from: Type.String(),
  /** Where in that answer's body it stands. */
  pointer: Type.String(),
})

const RecordedFile = Type.Object({ filename: Type.String(), text: Type.String() })

const ExchangeSchema = Type.Object({
  name: Type.String({ minLength: 1 }),
  actor: Type.String({ minLength: 1 }),
  method: Type.String({ minLength: 1 }),
  path: Type.String({ pattern: '^/' }),
  bindings: Type.Array(Binding),
  /** Overrides what the session sends; null leaves a header out. */
  request_headers: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
  request_json: Type.Unknown(),
  request_form: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
  request_files_content: Type.Optional(Type.Record(Type.String(), RecordedFile)),
  status: Type.Integer({ minimum: 100, maximum: 599 }),
  response_headers: Type.Record(Type.String(), Type.String()),
  response: Type.Unknown(),
  /** Pointers in the body that are compared by type only. */
  volatile: Type.Optional(Texts),
  defects: Texts,
  may_differ: Texts,
  consequence_of: Texts,
})

/** One recorded exchange; `fixtures/recordings/README.md` says what its fields mean. */
export type Exchange = Static<typeof ExchangeSchema>

/** Exchanges recorded from the real backend, in order, and the state that they start from. */
export interface Recording {
  readonly exchanges: readonly Exchange[]
  /** The text of the start state; its ids must come back as they are. */
  readonly startState: string
}

const Exchanges = Type.Array(ExchangeSchema, { minItems: 1 })

/** Reads a recording; throws a HarnessError `configuration` that names the file and what is wrong with it. */
export async function readRecording(tracePath: string, startPath: string): Promise<Recording> {
  const exchanges = await readJson(tracePath)
  assertExchanges(tracePath, exchanges)
  return { exchanges, startState: await readText(startPath) }
}

function assertExchanges(path: string, value: unknown): asserts value is Exchange[] {
  const problems = schemaProblems(Exchanges, value)
  if (problems.length > 0) throw malformed(path, problems)
}

/** The HarnessError for a file that does not have its schema. */
export function malformed(path: string, problems: readonly string[]): HarnessError {
  return new HarnessError(
    'configuration',
    `${path} is malformed: ${problems.join('; ')}`,
    'Compare it with fixtures/recordings/README.md',
  )
}

/** Parses a JSON file; throws a HarnessError `configuration` where it is missing or no JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw malformed(path, [messageOf(error)])
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const next = 'Name the folder of the recording with --recordings'
    throw new HarnessError('configuration', `${path} cannot be read: ${messageOf(error)}`, next)
  }
}
