// SPDX-License-Identifier: Apache-2.0
import { roles, type Role } from './enums.ts'

/** A role that signs in. */
export type SessionRole = Exclude<Role, 'anonymous'>

export const sessionRoles: readonly SessionRole[] = roles.filter((role) => role !== 'anonymous')
