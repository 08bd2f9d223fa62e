// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'

/** Which set of answers a replay expects: as recorded, or as a backend that obeys the rules answers. */
export const Expected = Type.Union([Type.Literal('observed'), Type.Literal('conforming')])

export type Expected = Static<typeof Expected>

const RecordResult = closed({
  name: Type.String(),
  /** Who asked: the recorded actor, or a user who asks once more. */
  actor: Type.String(),
  method: Type.String(),
  path: Type.String(),
  /** The D-numbers of the record. */
  defects: Type.Array(Type.String()),
  /** Which of several right answers came, where they have names. */
  answeredAs: Type.Union([Type.String(), Type.Null()]),
  differences: Type.Array(
    closed({
      /** Of the answer as a document `{status, headers, body}`. */
      pointer: Type.String(),
      /** Left out where nothing was expected. */
      expected: Type.Optional(Type.Unknown()),
      /** Left out where nothing was received. */
      received: Type.Optional(Type.Unknown()),
    }),
  ),
})

export type RecordResult = Static<typeof RecordResult>

/** What `--json` writes: every request with its differences, none where it was answered as expected. */
export const ReplayResult = closed({
  target: Type.String(),
  expect: Expected,
  counts: closed({
    /** Of the recording. */
    records: Type.Integer({ minimum: 0 }),
    equal: Type.Integer({ minimum: 0 }),
    /** Requests made once more as a user, and how many of them were answered as expected. */
    again: Type.Integer({ minimum: 0 }),
    againEqual: Type.Integer({ minimum: 0 }),
    differences: Type.Integer({ minimum: 0 }),
  }),
  records: Type.Array(RecordResult),
  again: Type.Array(RecordResult),
})

export type ReplayResult = Static<typeof ReplayResult>
