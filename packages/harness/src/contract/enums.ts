// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'

/** deployment_intents/models.py:32-37 */
export const rings = ['LAB', 'CANARY', 'PILOT', 'DEPARTMENT', 'GLOBAL'] as const
export const Ring = Type.Enum(rings)
export type Ring = (typeof rings)[number]

/** deployment_intents/models.py:22-30 */
export const deploymentStatuses = [
  'PENDING',
  'AWAITING_CAB',
  'APPROVED',
  'REJECTED',
  'DEPLOYING',
  'COMPLETED',
  'FAILED',
  'ROLLED_BACK',
] as const
export const DeploymentStatus = Type.Enum(deploymentStatuses)
export type DeploymentStatus = (typeof deploymentStatuses)[number]

/** The ten types that the code knows; POST takes these only (event_store/models.py:18-28). */
export const codedEventTypes = [
  'DEPLOYMENT_CREATED',
  'RISK_ASSESSED',
  'CAB_SUBMITTED',
  'CAB_APPROVED',
  'CAB_REJECTED',
  'DEPLOYMENT_STARTED',
  'DEPLOYMENT_COMPLETED',
  'DEPLOYMENT_FAILED',
  'ROLLBACK_INITIATED',
  'ROLLBACK_COMPLETED',
] as const

/** The six that only workflows append (EUCORA's audit-trail-schema document). */
export const workflowEventTypes = [
  'EXCEPTION_APPROVED',
  'EXCEPTION_DENIED',
  'EXCEPTION_EXPIRED',
  'REMEDIATION_TRIGGERED',
  'DRIFT_DETECTED',
  'RISK_MODEL_UPDATED',
] as const

export const eventTypes = [...codedEventTypes, ...workflowEventTypes] as const
export const EventType = Type.Enum(eventTypes)
export type EventType = (typeof eventTypes)[number]

/** The roles a caller can have; `anonymous` sends no session, `user` is signed in and nothing more. */
export const roles = [
  'anonymous',
  'user',
  'submitter',
  'cab_member',
  'security_reviewer',
  'publisher',
  'staff',
  'superuser',
] as const
export type Role = (typeof roles)[number]
