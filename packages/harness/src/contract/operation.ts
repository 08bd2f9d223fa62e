// SPDX-License-Identifier: Apache-2.0
import type { Static, TObject, TSchema } from 'typebox'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export type App =
  'auth' | 'deployments' | 'policy' | 'cab' | 'evidence' | 'events' | 'connectors' | 'ai' | 'core' | 'health'

/**
 * The rate limit an operation counts against; rates per hour: api 1000, strict 100, burst 5000. `none`: a plain Django
 * view, which stands outside of the REST framework altogether.
 */
export type ThrottleScope = 'api' | 'strict' | 'burst' | 'none'

/** One operation of the backend as a rule-obeying backend serves it, without the id, which is its key. */
export interface Definition {
  readonly method: Method
  /** Exact path, slashes included, with `{name}` for each path parameter. */
  readonly path: string
  /** One sentence: what the operation does. */
  readonly summary: string
  /** Who gets as far as the view: anyone, a signed-in user, a member of staff. Which roles pass is in the role table. */
  readonly auth: 'anyone' | 'session' | 'staff'
  readonly throttle: ThrottleScope
  /** `documented`: EUCORA's documents name it, its code lacks it. Default `coded`. */
  readonly origin?: 'coded' | 'documented'
  /** `global`: it changes more than rows of the caller's own making, so it runs on a stand-in of its own. */
  readonly reach?: 'global'
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** How a body is sent. Default `json`. */
  readonly bodyFormat?: 'json' | 'multipart'
  /** Content type of the answers. Default `application/json`. */
  readonly produces?: 'application/json' | 'text/plain'
  /** One schema for each conforming status. Any other status breaks the contract. */
  readonly responses: Readonly<Record<number, TSchema>>
  /** Where the fact comes from: a file of the EUCORA repository, a D-number, or the decided rules. */
  readonly source: string
}

export interface Operation extends Definition {
  readonly id: string
  readonly app: App
}

/** Gives each definition its key as id, so that an id stands in one place only. */
export function operations<const T extends Readonly<Record<string, Definition>>>(
  app: App,
  definitions: T,
): { readonly [Id in keyof T & string]: T[Id] & { readonly id: Id; readonly app: App } }
export function operations(app: App, definitions: Readonly<Record<string, Definition>>) {
  return Object.fromEntries(
    Object.entries(definitions).map(([id, definition]) => [id, { ...definition, id, app }]),
  )
}

type OptionalStatic<S> = S extends TSchema ? Static<S> : undefined

/** A file to upload in a multipart body. */
export interface FilePart {
  readonly filename: string
  readonly bytes: Uint8Array
  /** Default `application/octet-stream`. */
  readonly contentType?: string
}

/** What a caller of an operation passes: only the parts that it declares. */
export type Input<O extends Operation> = (O extends { readonly params: infer P extends TSchema }
  ? { readonly params: Static<P> }
  : unknown) &
  (O extends { readonly query: infer Q extends TSchema } ? { readonly query?: Static<Q> } : unknown) &
  (O extends { readonly body: infer B extends TSchema } ? { readonly body: Static<B> } : unknown)

/** The declared statuses of an operation. */
export type StatusOf<O extends Operation> = keyof O['responses'] & number

/** The body that an operation answers with a declared status. */
export type BodyOf<O extends Operation, S extends StatusOf<O>> = OptionalStatic<O['responses'][S]>
