// SPDX-License-Identifier: Apache-2.0
import { roles, type Role } from '../enums.ts'
import type { OperationId } from '../index.ts'

/** Who may call an operation: everybody else is refused with 403. */
export interface RoleRow {
  readonly allowed: readonly Role[]
  /** Where that is said: a view's permission, a D-number's expectation, or the decided rules. */
  readonly source: string
}

/** A row for each operation whose id begins so; a missing one does not compile. */
export type RowsOf<Prefix extends string> = {
  readonly [Id in Extract<OperationId, `${Prefix}.${string}`>]: RoleRow
}

export const everyone: readonly Role[] = roles

export const signedIn: readonly Role[] = roles.filter((role) => role !== 'anonymous')

/** `is_staff`, which superusers of our seed have too. */
export const staff = ['staff', 'superuser'] as const satisfies readonly Role[]

/** The same rows for the other place where the backend mounts the same views. */
export function mountedAs<const Prefix extends string, const Rows extends Readonly<Record<string, RoleRow>>>(
  prefix: Prefix,
  rows: Rows,
): { readonly [Verb in keyof Rows & string as `${Prefix}.${Verb}`]: RoleRow }
export function mountedAs(prefix: string, rows: Readonly<Record<string, RoleRow>>) {
  return Object.fromEntries(Object.entries(rows).map(([verb, row]) => [`${prefix}.${verb}`, row]))
}
