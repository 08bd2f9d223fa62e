// SPDX-License-Identifier: Apache-2.0
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { TLocalizedValidationError } from 'typebox/error'
import type { Operation } from './operation.ts'

/** More problems than these tell a reader nothing new. */
const mostProblems = 5

const validators = new WeakMap<TSchema, Validator>()

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const compiled = Compile(schema)
  validators.set(schema, compiled)
  return compiled
}

/** Whether a value keeps a schema; where it does, it has the schema's type. */
export function conforms<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return validatorOf(schema).Check(value)
}

/** What of a value breaks a schema, one sentence each; none where it keeps it. Compiled on first use. */
export function schemaProblems(schema: TSchema, value: unknown): readonly string[] {
  const validator = validatorOf(schema)
  if (validator.Check(value)) return []
  const [, errors] = validator.Errors(value)
  return errors
    .filter(({ keyword }) => keyword !== 'boolean')
    .slice(0, mostProblems)
    .map((error) => `${error.instancePath === '' ? 'the body' : error.instancePath} ${reasonOf(error)}`)
}

function reasonOf(error: TLocalizedValidationError): string {
  if (error.keyword === 'additionalProperties') {
    return `has more than is declared: ${error.params.additionalProperties.join(', ')}`
  }
  if (error.keyword === 'required') return `lacks ${error.params.requiredProperties.join(', ')}`
  if (error.keyword === 'enum') return `${error.message}: ${error.params.allowedValues.join(', ')}`
  return error.message
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
