// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, OperationId, StatusFor } from './index.ts'

/** What any answer carries beside its status and body. */
export interface AnswerFacts {
  readonly operation: OperationId
  readonly headers: Readonly<Record<string, string>>
  /** The X-Correlation-ID that was sent. */
  readonly requestId: string
  readonly durationMs: number
  /** Position of the exchange in the journal. */
  readonly exchange: number
}

/**
 * An answer that the contract does not declare: another status, or a declared one with another body.
 * It has no number as status, so that `answer.status === 201` means a 201 that keeps the contract.
 */
export interface NonconformingAnswer extends AnswerFacts {
  readonly status: 'nonconforming'
  readonly httpStatus: number
  readonly body: unknown
  /** What is wrong, one sentence each. */
  readonly problems: readonly string[]
}

/** An answer as a value, told apart by its status: a 403 is as easy to assert as a 200. */
export type Answer<Id extends OperationId = OperationId> =
  | {
      [S in StatusFor<Id>]: AnswerFacts & {
        readonly status: S
        readonly httpStatus: S
        readonly body: AnswerBody<Id, S>
      }
    }[StatusFor<Id>]
  | NonconformingAnswer
