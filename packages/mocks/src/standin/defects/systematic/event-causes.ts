// SPDX-License-Identifier: Apache-2.0
import type { EventType, OperationId } from '@eucora/harness/contract'

/** Which events an operation appends when it succeeds (decided rules: Events). */
export const eventCauses: { readonly [Id in OperationId]?: readonly EventType[] } = {
  'deployments.create': ['DEPLOYMENT_CREATED', 'RISK_ASSESSED', 'CAB_SUBMITTED'],
}
