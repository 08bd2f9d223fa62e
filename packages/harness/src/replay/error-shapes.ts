// SPDX-License-Identifier: Apache-2.0
import type { Difference } from './difference.ts'
import { isRecord } from './json.ts'
import { headerOf, type Received } from './received.ts'

const words = '{"error": text}, and no more than a correlation_id that equals the header beside it'

/** An error in shape A or B: one text, in A with the id of the request. */
export function refusalProblems(received: Received): readonly Difference[] {
  return isRefusal(received) ? [] : [{ pointer: '/body', expected: words, received: received.body }]
}

/** An error in shape C: texts under the names of exactly these fields, or of any. */
export function fieldProblems(
  { body }: Received,
  fields: readonly string[] | undefined,
): readonly Difference[] {
  if (isFieldErrors(body) && (fields === undefined || sameNames(Object.keys(body), fields))) return []
  const names = fields === undefined ? '…' : fields.join(', ')
  return [{ pointer: '/body', expected: `a list of texts for the fields ${names}`, received: body }]
}

/** An error in shape A, B or C. */
export function errorProblems(received: Received): readonly Difference[] {
  if (isRefusal(received) || isFieldErrors(received.body)) return []
  return [
    { pointer: '/body', expected: `${words}; or a list of texts for each field`, received: received.body },
  ]
}

function isRefusal({ body, headers }: Received): boolean {
  if (!isRecord(body) || typeof body['error'] !== 'string') return false
  const { error: _, correlation_id: requestId, ...rest } = body
  const namesRequest = requestId === undefined || requestId === headerOf(headers, 'X-Correlation-ID')
  return namesRequest && Object.keys(rest).length === 0
}

function isFieldErrors(body: unknown): body is Record<string, readonly string[]> {
  if (!isRecord(body) || Object.keys(body).length === 0) return false
  return Object.values(body).every(
    (messages) =>
      Array.isArray(messages) && messages.length > 0 && messages.every((each) => typeof each === 'string'),
  )
}

function sameNames(names: readonly string[], wanted: readonly string[]): boolean {
  return names.toSorted().join() === wanted.toSorted().join()
}
