// SPDX-License-Identifier: Apache-2.0
import type { TProperties } from 'typebox'
import { Type } from './schema.ts'

/** An object with these keys and no others: an answer with a key too many breaks the contract as one too few. */
export function closed<T extends TProperties>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

/** A: raised refusals, `{error, correlation_id}` (config/exception_handler.py:71-128). */
export const ErrorA = closed({ error: Type.String(), correlation_id: Type.String() })

/** B: refusals that a view returns itself, `{error}`. */
export const ErrorB = closed({ error: Type.String() })

/** C: `{field: [message, …]}`, one key for each field that was refused. */
export const ErrorC = Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 }), {
  minProperties: 1,
})

/** D: `{detail, correlation_id}`, a body that cannot be parsed. */
export const ErrorD = closed({ detail: Type.String(), correlation_id: Type.String() })

/** E: `{error: "Malformed JSON in request body", correlation_id}`; the shape of A (exception_handler.py:55-66). */
export const ErrorE = ErrorA

/** Input errors of a view with hand-written checks: its own message (B), a field (C) or an unparsable body (D). */
export const inputError = Type.Union([ErrorB, ErrorC, ErrorD])

/** Input errors of a view behind a serializer: fields (C) or an unparsable body (D). */
export const fieldError = Type.Union([ErrorC, ErrorD])

/** A refusal of the framework (A) or of the view itself (B). */
export const refusal = Type.Union([ErrorA, ErrorB])

/** What every operation that counts against a throttle may answer: refused, not negotiable, too many. */
export const common = { 403: ErrorA, 406: ErrorA, 429: ErrorA } as const

/** The same for an operation with a body: too large (self-protection), or of an unsupported type. */
export const commonWithBody = { ...common, 413: ErrorA, 415: ErrorA } as const

export const Uuid = Type.String({ format: 'uuid' })

/** Hand-written views: `2026-11-22T12:58:35.331993+00:00`, without a fraction where it is zero. */
export const Timestamp = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\\+00:00$',
})

/** Serializers: `2026-11-22T13:00:18.894340Z`. */
export const TimestampZ = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?Z$' })

/** A decimal with two places, as text: `"50.01"`. */
export const DecimalText = Type.String({ pattern: '^-?\\d+\\.\\d\\d$' })
