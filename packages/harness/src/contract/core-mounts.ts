// SPDX-License-Identifier: Apache-2.0
import { operations, type Definition } from './operation.ts'

type Descriptions = Readonly<Record<string, Definition>>

type Mounted<T extends Descriptions, Prefix extends 'core' | 'admin'> = {
  readonly [Name in keyof T & string as `${Prefix}.${Name}`]: Omit<T[Name], 'path'> & {
    readonly id: `${Prefix}.${Name}`
    readonly app: 'core'
    readonly path: string
  }
}

/**
 * The routes of EUCORA's core app, which it mounts at `/api/v1/core/` and at `/api/v1/admin/` (config/urls.py:38-39).
 * Each description, with a path below the mount point, gives two operations: `core.x` and `admin.x`.
 */
export function mountedTwice<const T extends Descriptions>(
  descriptions: T,
): Mounted<T, 'core'> & Mounted<T, 'admin'>
export function mountedTwice(descriptions: Descriptions): object {
  return operations(
    'core',
    Object.fromEntries(
      (['core', 'admin'] as const).flatMap((mount) =>
        Object.entries(descriptions).map(([name, definition]) => [
          `${mount}.${name}`,
          { ...definition, path: `/api/v1/${mount}/${definition.path}` },
        ]),
      ),
    ),
  )
}
