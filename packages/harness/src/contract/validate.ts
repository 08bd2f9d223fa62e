// SPDX-License-Identifier: Apache-2.0
import type { TSchema } from 'typebox'
import { problemsIn } from './check.ts'
import type { Operation } from './operation.ts'

/** More problems than these tell a reader nothing new. */
const mostProblems = 5

/** What of a value breaks a schema, one sentence each; none where it keeps it. */
export function schemaProblems(schema: TSchema, value: unknown): readonly string[] {
  return problemsIn(schema, value)
    .slice(0, mostProblems)
    .map(({ path, what }) => `${path === '' ? 'the body' : path} ${what}`)
}

/** What of an answer breaks the contract: an undeclared status, another content type, or a body of another shape. */
export function answerProblems(
  operation: Operation,
  status: number,
  contentType: string,
  body: unknown,
): readonly string[] {
  const schema = operation.responses[status]
  if (schema === undefined) {
    const declared = Object.keys(operation.responses).join(', ')
    return [`${operation.id} does not declare status ${status}, only ${declared}`]
  }
  const expected = expectedType(operation, status)
  if (!contentType.startsWith(expected)) {
    return [`content type is ${contentType === '' ? 'missing' : `"${contentType}"`}, not "${expected}"`]
  }
  return schemaProblems(schema, body)
}

/** Refusals are JSON also where the answer proper is text. */
function expectedType(operation: Operation, status: number): string {
  return status < 400 ? (operation.produces ?? 'application/json') : 'application/json'
}
