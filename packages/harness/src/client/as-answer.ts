// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../contract/answer.ts'
import type { OperationId } from '../contract/index.ts'

/** An HTTP answer and what was found out about it. */
export interface JudgedResponse {
  readonly httpStatus: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly problems: readonly string[]
  readonly requestId: string
  readonly durationMs: number
  readonly exchange: number
}

/** The one place where an answer gets its type: without problems its status is declared and its body has that schema. */
export function asAnswer<Id extends OperationId>(id: Id, judged: JudgedResponse): Answer<Id>
export function asAnswer(operation: OperationId, judged: JudgedResponse): object {
  const { httpStatus, headers, body, problems, requestId, durationMs, exchange } = judged
  const facts = { operation, headers, requestId, durationMs, exchange, httpStatus, body }
  return problems.length === 0
    ? { ...facts, status: httpStatus }
    : { ...facts, status: 'nonconforming', problems }
}
