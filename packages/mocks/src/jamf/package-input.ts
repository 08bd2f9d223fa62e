// SPDX-License-Identifier: Apache-2.0
import { conforms } from '@eucora/harness/contract/schema'
import type { JamfCall } from './admit.ts'
import { invalidField, jamfError, type JamfProblem } from './answers.ts'
import { SentPackage } from './package-schema.ts'
import type { JamfState } from './state.ts'

const kept = Object.keys(SentPackage.properties)

/** What the profile `eucora-compat` puts where a required field is missing. */
export const missingFlags = {
  osInstall: false,
  suppressEula: false,
  suppressFromDock: false,
  suppressRegistration: false,
  suppressUpdates: false,
}

/** The package that a call sends, or what is wrong with it. `ownId` is the package that it takes the place of. */
export function sentPackage(call: JamfCall, defaults: object, ownId?: number): SentPackage | Response {
  const body = jsonOf(call.bytes)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return jamfError(400, [invalidField('', 'The request body is no JSON object')])
  }
  const known = Object.entries({ ...defaults, ...body }).filter(([name]) => kept.includes(name))
  const value: unknown = Object.fromEntries(known)
  if (!conforms(SentPackage, value)) return jamfError(400, shapeProblems(value))
  const problems = [...duplicates(call.state, value, ownId), ...categoryProblems(call.state, value)]
  return problems.length === 0 ? value : jamfError(400, problems)
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // No JSON is answered as no object is.
    return undefined
  }
}

/** One problem for each field that is missing or wrong. */
function shapeProblems(value: unknown): readonly JamfProblem[] {
  const sent = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  return Object.entries(SentPackage.properties).flatMap(([name, schema]) => {
    const each: unknown = sent.get(name)
    if (each === undefined && !isRequired(name)) return []
    if (each === undefined || each === null) {
      return conforms(schema, each) ? [] : [invalidField(name, 'must not be null')]
    }
    return conforms(schema, each) ? [] : [invalidField(name, 'is not of the expected type or size')]
  })
}

function isRequired(name: string): boolean {
  return SentPackage.required.some((each) => each === name)
}

/** Names and file names of packages are given once. */
function duplicates(
  { packages }: JamfState,
  sent: SentPackage,
  ownId: number | undefined,
): readonly JamfProblem[] {
  return (['packageName', 'fileName'] as const).flatMap((field) => {
    const other = packages.named(field, sent[field])
    return other === undefined || other.id === ownId
      ? []
      : [{ code: 'DUPLICATE_FIELD', description: `${field} is already in use`, field }]
  })
}

function categoryProblems({ categories }: JamfState, { categoryId }: SentPackage): readonly JamfProblem[] {
  const exists = categoryId === '-1' || categories.some(({ id }) => String(id) === categoryId)
  return exists ? [] : [invalidField('categoryId', `There is no category with the id ${categoryId}`)]
}
