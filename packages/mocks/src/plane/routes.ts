// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../standin/clock.ts'
import type { Seeded } from './seeded.ts'

/** One call to a plane, as its routes and faults see it. */
export interface PlaneCall<S> {
  /** Its body is not read yet; `bytes` has it. */
  readonly request: Request
  readonly url: URL
  readonly bytes: Uint8Array
  /** The parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly state: S
  readonly clock: Clock
  /** Where new ids and all else that is not in the call come from. */
  readonly random: Seeded
}

export type PlaneMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One route of a plane. */
export interface PlaneRoute<S> {
  readonly method: PlaneMethod
  /** `/api/v2/computers/{id}`; a `{name*}` at the end takes slashes too. */
  readonly path: string
  /** `Response.error()` cuts the connection. */
  readonly answer: (call: PlaneCall<S>) => Response | Promise<Response>
}

/** A path as an expression over the part of a URL behind its host. */
export function expressionOf(path: string): string {
  return path
    .split(/(\{\w+\*?\})/)
    .map((part) => {
      const name = /^\{(\w+)(\*?)\}$/.exec(part)
      if (name === null) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      return name[2] === '*' ? `(?<${name[1]}>.+)` : `(?<${name[1]}>[^/]+)`
    })
    .join('')
}

interface Compiled<S> {
  readonly route: PlaneRoute<S>
  readonly expression: RegExp
}

export interface Found<S> {
  readonly route: PlaneRoute<S>
  readonly params: Readonly<Record<string, string>>
}

/** Finds the route of a call: fixed paths at once, then those with parameters in their order. */
export class Routes<S> {
  readonly #fixed = new Map<string, PlaneRoute<S>>()
  readonly #patterns: readonly Compiled<S>[]

  constructor(routes: readonly PlaneRoute<S>[]) {
    for (const route of routes) {
      if (!route.path.includes('{')) this.#fixed.set(`${route.method} ${route.path}`, route)
    }
    this.#patterns = routes
      .filter(({ path }) => path.includes('{'))
      .map((route) => ({ route, expression: new RegExp(`^${expressionOf(route.path)}$`) }))
  }

  find(method: string, path: string): Found<S> | undefined {
    const fixed = this.#fixed.get(`${method} ${path}`)
    if (fixed !== undefined) return { route: fixed, params: {} }
    for (const { route, expression } of this.#patterns) {
      if (route.method !== method) continue
      const groups = expression.exec(path)?.groups
      if (groups !== undefined) return { route, params: decodedAll(groups) }
    }
    return undefined
  }
}

function decodedAll(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decoded(text)]))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray % stands for itself.
    return text
  }
}
