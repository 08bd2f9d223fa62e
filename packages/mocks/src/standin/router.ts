// SPDX-License-Identifier: Apache-2.0
import { contract, operationList, type Operation, type OperationId } from '@eucora/harness/contract'

/** An operation with its id as the contract types it. */
export interface Endpoint {
  readonly id: OperationId
  readonly operation: Operation
}

/** All that one path answers to. */
export interface Route {
  readonly byMethod: ReadonlyMap<string, Endpoint>
  /** The operation whose permission and throttle a request of another method meets. */
  readonly first: Endpoint
  /** The methods, for the `Allow` header. */
  readonly allow: string
  /** Whether the path is a plain Django view, outside of the REST framework. */
  readonly plain: boolean
}

/** What a path is: a route, a route that lacks its final slash, or nothing. */
export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'slash-missing' }
  | { readonly kind: 'unknown' }

interface Pattern {
  /** The text before the first parameter. */
  readonly prefix: string
  readonly expression: RegExp
  readonly names: readonly string[]
  readonly route: Route
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const noParams = {}

/** Finds routes by decoded path. UUID parameters take lower-case hyphenated hex only, as Django's converter does. */
export class Router {
  readonly #fixed = new Map<string, Route>()
  readonly #patterns: Pattern[] = []

  constructor(operations: readonly Operation[] = operationList) {
    for (const [path, endpoints] of Map.groupBy(operations.flatMap(endpointOf), pathOf)) {
      const [first] = endpoints
      if (first === undefined) continue
      const route = routeOf(first, endpoints)
      const names = [...first.operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      if (names.length === 0) this.#fixed.set(path, route)
      else this.#patterns.push({ prefix: prefixOf(path), expression: new RegExp(`^${path}$`), names, route })
    }
  }

  match(path: string): Match {
    const found = this.#find(path)
    if (found !== undefined) return found
    return !path.endsWith('/') && this.#find(`${path}/`) !== undefined
      ? { kind: 'slash-missing' }
      : { kind: 'unknown' }
  }

  #find(path: string): Match | undefined {
    const fixed = this.#fixed.get(path)
    if (fixed !== undefined) return { kind: 'route', route: fixed, params: noParams }
    for (const { prefix, expression, names, route } of this.#patterns) {
      if (!path.startsWith(prefix)) continue
      const values = expression.exec(path)
      if (values === null) continue
      const params = Object.fromEntries(names.map((name, index) => [name, values[index + 1] ?? '']))
      return { kind: 'route', route, params }
    }
    return undefined
  }
}

function endpointOf(operation: Operation): readonly Endpoint[] {
  return isOperationId(operation.id) ? [{ id: operation.id, operation }] : []
}

function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(contract, id)
}

/** The path as an expression, so that two spellings of a parameter's name are one path. */
function pathOf({ operation }: Endpoint): string {
  return operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    isUuid(operation, name) ? `(${uuid})` : '([^/]+)',
  )
}

function prefixOf(expression: string): string {
  return expression.slice(0, expression.indexOf('('))
}

function routeOf(first: Endpoint, endpoints: readonly Endpoint[]): Route {
  const byMethod = new Map(endpoints.map((endpoint) => [endpoint.operation.method, endpoint]))
  const plain = first.operation.throttle === 'none'
  return { byMethod, first, plain, allow: [...byMethod.keys(), 'OPTIONS'].toSorted().join(', ') }
}

function isUuid(operation: Operation, name: string): boolean {
  const schema: unknown = operation.params?.properties[name]
  return typeof schema === 'object' && schema !== null && 'format' in schema && schema.format === 'uuid'
}
