// SPDX-License-Identifier: Apache-2.0
import type { Definition } from './operation.ts'

type Mounted<T, Prefix extends string> = {
  readonly [Name in keyof T & string as `${Prefix}.${Name}`]: Omit<T[Name], 'path'> & {
    readonly path: string
  }
}

/**
 * Places definitions with paths and ids relative to a mount point: the backend mounts some routes twice, and each is
 * described once. `mountedAt('health.telemetry', '/api/v1/telemetry/', { live: { path: 'live', … } })`.
 */
export function mountedAt<const Prefix extends string, const T extends Readonly<Record<string, Definition>>>(
  prefix: Prefix,
  root: string,
  definitions: T,
): Mounted<T, Prefix>
export function mountedAt(prefix: string, root: string, definitions: Readonly<Record<string, Definition>>) {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      `${prefix}.${name}`,
      { ...definition, path: root + definition.path },
    ]),
  )
}
