// SPDX-License-Identifier: Apache-2.0
import { aiConversations } from './ai-conversations.ts'
import { aiProviders } from './ai-providers.ts'
import { aiTasks } from './ai-tasks.ts'
import { assets } from './assets.ts'
import { auth } from './auth.ts'
import { cab } from './cab.ts'
import { cabExceptions } from './cab-exceptions.ts'
import { cabLegacy } from './cab-legacy.ts'
import { connectors } from './connectors.ts'
import { coreCircuitBreakers } from './core-circuit-breakers.ts'
import { coreDemo } from './core-demo.ts'
import { coreTasks } from './core-tasks.ts'
import { coreDeployments } from './core-deployments.ts'
import { coreCsrf } from './core-csrf.ts'
import { deployments } from './deployments.ts'
import { evidence } from './evidence.ts'
import { evidenceBlastRadius } from './evidence-blast-radius.ts'
import { evidenceIncidents } from './evidence-incidents.ts'
import { evidenceMaturity } from './evidence-maturity.ts'
import { evidenceRiskModels } from './evidence-risk-models.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { policy } from './policy.ts'
import type { BodyOf, Input, Operation, StatusOf } from './operation.ts'

/** Every operation by id. All else derives from it: client, validation, k6 names, the stand-in's routes, openapi.json. */
export const contract = {
  ...auth,
  ...health,
  ...coreCsrf,
  ...deployments,
  ...policy,
  ...cab,
  ...cabExceptions,
  ...cabLegacy,
  ...evidence,
  ...events,
  ...coreDeployments,
  ...evidenceIncidents,
  ...evidenceMaturity,
  ...evidenceBlastRadius,
  ...evidenceRiskModels,
  ...connectors,
  ...assets,
  ...aiProviders,
  ...aiConversations,
  ...aiTasks,
  ...coreTasks,
  ...coreCircuitBreakers,
  ...coreDemo,
} as const

export type Contract = typeof contract
export type OperationId = keyof Contract
export type InputOf<Id extends OperationId> = Input<Contract[Id]>
export type StatusFor<Id extends OperationId> = StatusOf<Contract[Id]>
export type AnswerBody<Id extends OperationId, S extends StatusFor<Id>> = BodyOf<Contract[Id], S>

/** The same registry for code that walks over operations without knowing which. */
export const operationList: readonly Operation[] = Object.values(contract)

export type { RuleId } from './rules/index.ts'
export type { App, Definition, Method, Operation, ThrottleScope } from './operation.ts'
export {
  codedEventTypes,
  deploymentStatuses,
  eventTypes,
  rings,
  roles,
  workflowEventTypes,
  type DeploymentStatus,
  type EventType,
  type Ring,
  type Role,
} from './enums.ts'
export {
  cabDecisions,
  cabExceptionStatuses,
  cabRequestStatuses,
  legacyDecisions,
  type CabDecision,
  type CabExceptionStatus,
  type CabRequestStatus,
  type LegacyDecision,
} from './cab-shapes.ts'
export {
  aiAgentTypes,
  aiProviderTypes,
  aiTaskStatuses,
  type AiAgentType,
  type AiProviderType,
  type AiTaskStatus,
} from './enums-ai.ts'
export {
  blastRadiusClasses,
  detectionMethods,
  maturityLevels,
  resolutionMethods,
  riskModelModes,
  severities,
  type BlastRadiusClass,
  type DetectionMethod,
  type MaturityLevel,
  type ResolutionMethod,
  type RiskModelMode,
  type Severity,
} from './enums-evidence.ts'
