// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '@eucora/harness/contract/schema'

const when = {
  /** Default: every method. */
  method: Type.Optional(
    Type.Union([
      Type.Literal('GET'),
      Type.Literal('HEAD'),
      Type.Literal('POST'),
      Type.Literal('PUT'),
      Type.Literal('PATCH'),
      Type.Literal('DELETE'),
    ]),
  ),
  /** A path, a route's path with its `{name}`s, or one that ends in `{name*}`. Default: every path. */
  path: Type.Optional(Type.String()),
  /** Only calls that carry this `X-Correlation-ID` or `client-request-id`. Default: every call. */
  correlationId: Type.Optional(Type.String({ minLength: 1 })),
  /** How many calls it strikes before it is gone. Default: every call. */
  times: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Which share of the calls it strikes, drawn from the plane's seed. Default 1. */
  probability: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  /** Lets the route have its effect first, and only then spoils the answer. Default false. */
  after: Type.Optional(Type.Boolean()),
}

const closed = { additionalProperties: false }

/** The faults that a plane can be given as data. */
export const faultKinds = {
  /** An answer of this status: the product's own error unless a body is given. A header of null is left out. */
  status: Type.Object(
    {
      kind: Type.Literal('status'),
      ...when,
      status: Type.Integer({ minimum: 200, maximum: 599 }),
      headers: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
      body: Type.Optional(Type.Unknown()),
    },
    closed,
  ),
  /** The answer comes this much later, by the machine's time. */
  delay: Type.Object(
    { kind: Type.Literal('delay'), ...when, delayMs: Type.Integer({ minimum: 0, maximum: 600_000 }) },
    closed,
  ),
  /** No answer comes, and the connection stays open. */
  hang: Type.Object({ kind: Type.Literal('hang'), ...when }, closed),
  /** The connection is reset instead of an answer. */
  reset: Type.Object({ kind: Type.Literal('reset'), ...when }, closed),
  /** The connection ends within the body of the route's answer; default after half of it. */
  truncate: Type.Object(
    { kind: Type.Literal('truncate'), ...when, bytes: Type.Optional(Type.Integer({ minimum: 0 })) },
    closed,
  ),
  /** The route's answer, whole as HTTP, is no JSON. */
  'malformed-json': Type.Object({ kind: Type.Literal('malformed-json'), ...when }, closed),
  /** A page as a gateway in front of the product answers it. Default status 502. */
  html: Type.Object(
    {
      kind: Type.Literal('html'),
      ...when,
      status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    },
    closed,
  ),
  /** What the product answers to a token that was valid before. */
  'expired-token': Type.Object({ kind: Type.Literal('expired-token'), ...when }, closed),
  /** The route's event stream ends after so many events; the given one, if any, comes last. */
  interrupt: Type.Object(
    {
      kind: Type.Literal('interrupt'),
      ...when,
      afterEvents: Type.Integer({ minimum: 0 }),
      /** As on the wire, without the blank line behind it: `event: error\ndata: {}`. */
      event: Type.Optional(Type.String()),
    },
    closed,
  ),
} as const

export type FaultKind = keyof typeof faultKinds

/** One fault as data: what it does, to which calls, and how often. */
export type FaultSpec = { [K in FaultKind]: Static<(typeof faultKinds)[K]> }[FaultKind]
