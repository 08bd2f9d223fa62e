// SPDX-License-Identifier: Apache-2.0
import { compareHeaders } from './compare-headers.ts'
import { compareValues, type FreePlace } from './compare-values.ts'
import { below, type Difference } from './difference.ts'
import { errorProblems, fieldProblems, refusalProblems } from './error-shapes.ts'
import type { ExpectedAnswer, Free } from './expectations.ts'
import type { Identities, IdSpace } from './identities.ts'
import { isRecord, typeOf } from './json.ts'
import { patched } from './patch.ts'
import type { Placeholders } from './placeholders.ts'
import type { Received } from './received.ts'
import { listWithoutOrder, recordProblems } from './record-rules.ts'
import type { Exchange } from './recording.ts'

/** What came out for one answer. */
export interface Judgement {
  readonly differences: readonly Difference[]
  /** The `as` of the expected answer that came; undefined where none did, or it has none. */
  readonly answeredAs: string | undefined
  /** All ids known now. */
  readonly identities: Identities
}

/** What judging needs besides the answer. */
export interface Bench {
  readonly identities: Identities
  readonly placeholders: Placeholders
  readonly recorded: (name: string) => Exchange
}

/** Judges an answer by the first of the expected ones that it equals, else by the first of all. */
export function judge(
  exchange: Exchange,
  answers: readonly ExpectedAnswer[],
  received: Received,
  bench: Bench,
): Judgement {
  const attempts = answers.map((answer) => attempt(exchange, answer, received, bench))
  const [first] = attempts
  const best = attempts.find(({ differences }) => differences.length === 0) ?? first
  return best ?? { differences: [], answeredAs: undefined, identities: bench.identities }
}

function attempt(exchange: Exchange, answer: ExpectedAnswer, received: Received, bench: Bench): Judgement {
  const trial = { ...bench, identities: bench.identities.copy() }
  const source =
    answer.kind === 'recorded' && answer.like !== undefined ? bench.recorded(answer.like) : exchange
  const status = answer.status ?? source.status
  const differences = [
    ...(status === received.status
      ? []
      : [{ pointer: '/status', expected: status, received: received.status }]),
    ...compareHeaders(exchange.response_headers, received, trial.identities),
    ...bodyProblems(exchange, source, answer, received, trial),
  ]
  const answeredAs = differences.length === 0 ? answer.as : undefined
  return { differences, answeredAs, identities: trial.identities }
}

function bodyProblems(
  exchange: Exchange,
  source: Exchange,
  answer: ExpectedAnswer,
  received: Received,
  { identities, placeholders }: Bench,
): readonly Difference[] {
  if (answer.kind === 'refusal') return refusalProblems(received)
  if (answer.kind === 'fields') return fieldProblems(received, answer.fields)
  if (answer.kind === 'error') return errorProblems(received)
  // The page that a redirect shows is nothing a client reads.
  if (source.response_headers['Content-Type'] !== 'application/json') return []
  const comparison = {
    identities,
    placeholders,
    free: [...(answer.free ?? []).map(freePlace), ...(exchange.volatile ?? []).map(volatilePlace)],
    idSpace: idSpaceOf(exchange.path),
    anyOrder: listWithoutOrder(exchange.name),
  }
  const expected = patched(source.response, answer.patch ?? [])
  return [
    ...below('/body', compareValues(expected, received.body, '', comparison)),
    ...recordProblems(exchange.name, received),
  ]
}

function idSpaceOf(path: string): IdSpace | undefined {
  if (path.startsWith('/api/v1/events/')) return 'event'
  return path.startsWith('/api/v1/cab/legacy/') ? 'approval' : undefined
}

function volatilePlace(pattern: string): FreePlace {
  return {
    pattern,
    bounds: 'any value of the recorded type',
    accepts: (received, recorded) => typeOf(received) === typeOf(recorded),
  }
}

function freePlace(free: Free): FreePlace {
  const { pattern } = free
  if ('types' in free) {
    const bounds = `any ${free.types.join(' or ')}`
    return { pattern, bounds, accepts: (received) => free.types.includes(typeOf(received)) }
  }
  const bounds = `null, or a system that is not ${free.notBy}`
  return { pattern, bounds, accepts: (received) => isNobodyBut(received, free.notBy) }
}

function isNobodyBut(received: unknown, user: string): boolean {
  const name = isRecord(received) ? received['username'] : received
  return name === null || (typeof name === 'string' && name !== user)
}
