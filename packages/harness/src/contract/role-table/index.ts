// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../enums.ts'
import type { OperationId } from '../index.ts'
import { ai } from './ai.ts'
import { auth } from './auth.ts'
import { cab } from './cab.ts'
import { assets, connectors } from './connectors.ts'
import { core } from './core.ts'
import { deployments, policy } from './deployments.ts'
import { events, evidence } from './evidence.ts'
import { health } from './health.ts'
import type { RoleRow } from './row.ts'

/**
 * Who may call what, reviewed by people, with a source for each row. Suites read it; the stand-in does not, since the
 * two could then only agree. The role `submitter` is the user who submitted the record concerned, every other role is
 * somebody else.
 */
export const roleTable: Readonly<Record<OperationId, RoleRow>> = {
  ...auth,
  ...health,
  ...core,
  ...deployments,
  ...policy,
  ...cab,
  ...evidence,
  ...events,
  ...connectors,
  ...assets,
  ...ai,
}

/** Whether a caller of this role passes the operation's role check. */
export function mayCall(role: Role, operation: OperationId): boolean {
  return roleTable[operation].allowed.includes(role)
}

export type { RoleRow } from './row.ts'
