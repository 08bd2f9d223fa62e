// SPDX-License-Identifier: Apache-2.0
import type { State } from '../state.ts'
import type { Deployment } from '../store/deployments.ts'

/** Whether a user approved a deployment, by a CAB request or by the legacy path. */
export function approved(state: State, userId: number, deployment: Deployment): boolean {
  const byLegacy = state.legacyApprovals
    .of(deployment.pk)
    .some(({ decision, approverId }) => decision === 'APPROVED' && approverId === userId)
  const requests = state.cabRequests.ofDeployment(deployment)
  return byLegacy || requests.some(({ status, approvedBy }) => status === 'approved' && approvedBy === userId)
}
