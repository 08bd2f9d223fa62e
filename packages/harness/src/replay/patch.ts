// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { HarnessError } from '../errors.ts'
import { isRecord, stepsOf, valueAt } from './json.ts'

/** One operation of JSON Patch (RFC 6902). */
export const PatchSchema = Type.Array(
  Type.Union([
    Type.Object({ op: Type.Literal('remove'), path: Type.String() }),
    Type.Object({
      op: Type.Union([Type.Literal('replace'), Type.Literal('add')]),
      path: Type.String(),
      value: Type.Unknown(),
    }),
  ]),
)

export type Patch = Static<typeof PatchSchema>

/** A patched copy of a document; throws a HarnessError `configuration` where an operation has no place in it. */
export function patched(document: unknown, patch: Patch): unknown {
  const copy = structuredClone(document)
  for (const operation of patch) apply(copy, operation)
  return copy
}

function apply(document: unknown, operation: Patch[number]): void {
  const steps = stepsOf(operation.path)
  const name = steps.at(-1) ?? ''
  const parent = valueAt(document, `/${steps.slice(0, -1).join('/')}`.replace(/^\/$/, ''))
  const replaced = operation.op === 'add' ? 0 : 1
  if (Array.isArray(parent) && Number(name) + replaced <= parent.length) {
    parent.splice(Number(name), replaced, ...(operation.op === 'remove' ? [] : [operation.value]))
  } else if (isRecord(parent) && (operation.op === 'add' || Object.hasOwn(parent, name))) {
    if (operation.op === 'remove') delete parent[name]
    else parent[name] = operation.value
  } else {
    throw new HarnessError(
      'configuration',
      `The expectation cannot ${operation.op} ${operation.path}: the recorded answer has no such place`,
      'Compare fixtures/recordings/conforming.json with the recording',
    )
  }
}
