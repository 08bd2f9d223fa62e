// SPDX-License-Identifier: Apache-2.0
import type { Static, TSchema } from 'typebox'
import { request } from 'undici'
import { conforms, schemaProblems } from './contract/validate.ts'
import { HarnessError } from './errors.ts'

export interface ControlCall<S extends TSchema> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/__control`. */
  readonly path: string
  /** What is answered. */
  readonly schema: S
  readonly sent?: object | undefined
  /** What to do where it answers otherwise. */
  readonly next: string
}

/** Calls the control API of a server of the mocks. Throws a HarnessError where it answers anything else. */
export async function controlCall<S extends TSchema>(
  serverUrl: string,
  { method, path, schema, sent, next }: ControlCall<S>,
): Promise<Static<S>> {
  const url = `${serverUrl}/__control${path}`
  const options = sent === undefined ? { method } : { method, body: JSON.stringify(sent) }
  const { statusCode, body } = await request(url, options)
  const answer: unknown = await body.json()
  const isGood = statusCode === 200 || statusCode === 201
  const problems = isGood ? schemaProblems(schema, answer) : [JSON.stringify(answer)]
  if (problems.length === 0 && conforms(schema, answer)) return answer
  throw new HarnessError('internal', `${method} ${url} answered ${statusCode}: ${problems.join('; ')}`, next)
}
