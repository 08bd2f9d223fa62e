// SPDX-License-Identifier: Apache-2.0
import type { Static, TSchema } from 'typebox'
import Agent from 'undici/lib/dispatcher/agent.js'
import { sendOver, type HttpResponse } from './client/transport.ts'
import { conforms } from './contract/check.ts'
import { schemaProblems } from './contract/validate.ts'
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

const timeoutMs = 60_000

/** Keeps connections open, to wherever. */
const agent = new Agent()

/** Calls the control API of a server of the mocks. Throws a HarnessError where it answers anything else. */
export async function controlCall<S extends TSchema>(
  serverUrl: string,
  { method, path, schema, sent, next }: ControlCall<S>,
): Promise<Static<S>> {
  const { status, text } = await send(
    serverUrl,
    method,
    path,
    sent === undefined ? null : JSON.stringify(sent),
  )
  const answer: unknown = JSON.parse(text)
  const isGood = status === 200 || status === 201
  const problems = isGood ? schemaProblems(schema, answer) : [JSON.stringify(answer)]
  if (problems.length === 0 && conforms(schema, answer)) return answer
  throw new HarnessError(
    'internal',
    `${method} ${serverUrl}/__control${path} answered ${status}: ${problems.join('; ')}`,
    next,
  )
}

/** Whether a server has a control API: whatever is no mock answers otherwise. Throws a TransportError where nothing answers. */
export async function hasControl(serverUrl: string): Promise<boolean> {
  return (await send(serverUrl, 'GET', '/health', null)).status === 200
}

function send(serverUrl: string, method: string, path: string, body: string | null): Promise<HttpResponse> {
  return sendOver(agent, serverUrl, { method, path: `/__control${path}`, headers: {}, body, timeoutMs })
}
