// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Static, TSchema } from 'typebox'
import { conforms } from './contract/check.ts'
import { schemaProblems } from './contract/validate.ts'
import { HarnessError } from './errors.ts'

/** Writes a result whole or not at all. Throws a HarnessError where it breaks its own schema or cannot be written. */
export function writeJsonFile<S extends TSchema>(file: string, schema: S, value: Static<S>): void {
  writeWhole(file, checkedJson(file, schema, value))
}

/** A result as text. Throws a HarnessError `internal` where it breaks its own schema. */
export function checkedJson<S extends TSchema>(file: string, schema: S, value: Static<S>): string {
  const problems = schemaProblems(schema, value)
  if (problems.length === 0) return jsonText(value)
  throw new HarnessError(
    'internal',
    `${file} would break its schema: ${problems.join('; ')}`,
    'Report this defect',
  )
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Writes a file whole or not at all. Throws a HarnessError `internal` where it cannot be written. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw notWritten(file, error)
  }
}

/** The failure of a result that the disk refused. */
export function notWritten(what: string, error: unknown): HarnessError {
  const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const next = 'Check free space and permissions, then run again'
  return new HarnessError('internal', `${what} could not be written (${why})`, next, { cause: error })
}

/** Reads what another program of the harness wrote. Throws a HarnessError where it is not JSON or breaks the schema. */
export function readJsonFile<S extends TSchema>(file: string, schema: S): Static<S> {
  const value = parsed(file, readFileSync(file, 'utf8'))
  if (conforms(schema, value)) return value
  throw new HarnessError(
    'internal',
    `${file} breaks its schema: ${schemaProblems(schema, value).join('; ')}`,
    'Make it again, or delete it',
  )
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HarnessError('internal', `${file} is not JSON`, 'Make it again, or delete it', { cause: error })
  }
}
