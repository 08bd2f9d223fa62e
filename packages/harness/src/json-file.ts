// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Static, TSchema } from 'typebox'
import { conforms, schemaProblems } from './contract/validate.ts'
import { HarnessError } from './errors.ts'

/** Writes a result whole or not at all. Throws a HarnessError where it breaks its own schema. */
export function writeJsonFile<S extends TSchema>(file: string, schema: S, value: Static<S>): void {
  const problems = schemaProblems(schema, value)
  if (problems.length > 0) {
    throw new HarnessError(
      'internal',
      `${file} would break its schema: ${problems.join('; ')}`,
      'Report this defect',
    )
  }
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(temporary, file)
}

/** Reads what another program of the harness wrote. Throws a HarnessError where it breaks the schema. */
export function readJsonFile<S extends TSchema>(file: string, schema: S): Static<S> {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (conforms(schema, value)) return value
  throw new HarnessError(
    'internal',
    `${file} breaks its schema: ${schemaProblems(schema, value).join('; ')}`,
    'Report this defect',
  )
}
