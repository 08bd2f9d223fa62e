// SPDX-License-Identifier: Apache-2.0
import { request } from 'undici'
import { HarnessError } from '../errors.ts'
import type { Session } from './plan.ts'
import type { RunProblem } from './record.ts'

/** Longest that the target may take for one answer outside the load itself, in milliseconds. */
const timeoutMs = 15_000

/** What was found instead of a usable target; becomes a run that is INVALID. */
export class TargetUnusable extends Error {
  override readonly name = 'TargetUnusable'
  readonly kind: RunProblem['kind']

  constructor(kind: 'wrong-target' | 'preconditions', message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** The origin of a target that may be loaded; throws a HarnessError (exit 4) for a bad URL or a host nobody allowed. */
export function parseTarget(url: string, allowedHosts: readonly string[] = []): string {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new HarnessError(
      'configuration',
      `The target "${url.replace(/\/\/[^/]*@/, '//…@')}" is no http or https URL`,
      'Give one such as http://127.0.0.1:4600',
    )
  }
  if (parsed.username || parsed.password || parsed.search || parsed.hash) {
    const shown = `${parsed.protocol}//${parsed.host}`
    throw new HarnessError(
      'configuration',
      `The target ${shown} came with credentials, a query or a fragment`,
      'Give its origin only',
    )
  }
  const host = parsed.hostname
  const isLoopback = host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  if (!isLoopback && !allowedHosts.includes(host)) {
    const next = `Only this machine is loaded unless you name the host: --allow-host ${host}`
    throw new HarnessError('configuration', `The target's host "${host}" is not this machine`, next)
  }
  return parsed.origin + parsed.pathname.replace(/\/+$/, '')
}

/** Returns when the target says that it is a live EUCORA backend; throws TargetUnusable otherwise. */
export async function checkIsEucora(baseUrl: string): Promise<void> {
  const { status, text } = await get(baseUrl, '/health/live')
  if (status === 200 && fieldOf(text, 'status') === 'alive') return
  throw new TargetUnusable(
    'wrong-target',
    `What answers at ${baseUrl} is not EUCORA: GET /health/live gave ${status} and not {"status":"alive"}. ` +
      'Check the target URL.',
  )
}

/** Number of stored deployments, exact; throws TargetUnusable where it cannot be read. */
export async function countStored(baseUrl: string, session: Session): Promise<number> {
  const { status, text } = await get(baseUrl, '/api/v1/core/deployments/?page_size=1', {
    cookie: session.cookie,
  })
  const total = fieldOf(text, 'total')
  if (status === 200 && typeof total === 'number' && Number.isInteger(total) && total >= 0) return total
  throw new TargetUnusable(
    'preconditions',
    `Stored deployments cannot be counted: GET /api/v1/core/deployments/ gave ${status} without a whole number ` +
      '"total". Check what the users may read.',
  )
}

async function get(
  baseUrl: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  try {
    const answer = await request(baseUrl + path, {
      headers,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    return { status: answer.statusCode, text: await answer.body.text() }
  } catch (error) {
    throw unreachable(baseUrl, path, error)
  }
}

/** The problem of a target that gives no answer at all. */
export function unreachable(baseUrl: string, path: string, error: unknown): TargetUnusable {
  const why = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  const message = `Nothing usable answers at ${baseUrl}${path} (${why}). Start the target or check its URL.`
  return new TargetUnusable('wrong-target', message, { cause: error })
}

function fieldOf(text: string, field: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    return Object.entries(value).find(([name]) => name === field)?.[1]
  } catch {
    return undefined
  }
}
