// SPDX-License-Identifier: Apache-2.0
import type { User } from '../store/users.ts'

/** Who decides on deployments: CAB members and staff. */
export function isCabMember(user: User): boolean {
  return user.isStaff || user.groups.has('cab_member')
}

/** Who decides on exceptions: security reviewers and staff. */
export function isSecurityReviewer(user: User): boolean {
  return user.isStaff || user.groups.has('security_reviewer')
}

/** Who sees what others submitted. */
export function seesAll(user: User): boolean {
  return isCabMember(user) || isSecurityReviewer(user)
}
