// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../contract/answer.ts'
import type { OperationId } from '../contract/index.ts'
import type { HttpResponse } from './transport.ts'

/** An HTTP answer and what was found out about it. */
export interface JudgedResponse {
  readonly response: HttpResponse
  readonly body: unknown
  readonly problems: readonly string[]
  readonly requestId: string
  readonly durationMs: number
  readonly exchange: number
}

/** The one place where an answer gets its type: without problems its status is declared and its body has that schema. */
export function asAnswer<Id extends OperationId>(id: Id, judged: JudgedResponse): Answer<Id>
export function asAnswer(operation: OperationId, judged: JudgedResponse): object {
  const { response, body, problems, requestId, durationMs, exchange } = judged
  const facts = { operation, headers: plain(response.headers), requestId, durationMs, exchange }
  const httpStatus = response.status
  return problems.length === 0
    ? { ...facts, status: httpStatus, httpStatus, body }
    : { ...facts, status: 'nonconforming', httpStatus, body, problems }
}

function plain(headers: HttpResponse['headers']): Readonly<Record<string, string>> {
  const copy: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) copy[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return copy
}
