// SPDX-License-Identifier: Apache-2.0
import { operationList, type Operation } from '@eucora/harness/contract'

/** What a path is: a route with one operation a method, a route that lacks its final slash, or nothing. */
export type Match =
  | {
      readonly kind: 'route'
      readonly operations: ReadonlyMap<string, Operation>
      readonly params: Readonly<Record<string, string>>
    }
  | { readonly kind: 'slash-missing'; readonly location: string }
  | { readonly kind: 'unknown' }

interface Route {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly operations: Map<string, Operation>
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const noParams = {}

/** Finds operations by path. UUID parameters take lower-case hyphenated hex only, as Django's converter does. */
export class Router {
  readonly #fixed = new Map<string, Map<string, Operation>>()
  readonly #routes: Route[] = []

  constructor(operations: readonly Operation[] = operationList) {
    for (const operation of operations) this.#table(operation).set(operation.method, operation)
  }

  match(path: string): Match {
    const found = this.#find(path)
    if (found !== undefined) return found
    return !path.endsWith('/') && this.#find(`${path}/`) !== undefined
      ? { kind: 'slash-missing', location: `${path}/` }
      : { kind: 'unknown' }
  }

  #find(path: string): Match | undefined {
    const fixed = this.#fixed.get(path)
    if (fixed !== undefined) return { kind: 'route', operations: fixed, params: noParams }
    for (const { pattern, names, operations } of this.#routes) {
      const values = pattern.exec(path)
      if (values === null) continue
      const params = Object.fromEntries(names.map((name, index) => [name, decode(values[index + 1] ?? '')]))
      return { kind: 'route', operations, params }
    }
    return undefined
  }

  #table(operation: Operation): Map<string, Operation> {
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const table = new Map<string, Operation>()
    if (names.length === 0) {
      const known = this.#fixed.get(operation.path)
      if (known === undefined) this.#fixed.set(operation.path, table)
      return known ?? table
    }
    const source = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      isUuid(operation, name) ? `(${uuid})` : '([^/]+)',
    )
    const pattern = new RegExp(`^${source}$`)
    const known = this.#routes.find((route) => route.pattern.source === pattern.source)
    if (known === undefined) this.#routes.push({ pattern, names, operations: table })
    return known?.operations ?? table
  }
}

function isUuid(operation: Operation, name: string): boolean {
  const schema: unknown = operation.params?.properties[name]
  return typeof schema === 'object' && schema !== null && 'format' in schema && schema.format === 'uuid'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
