// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Handler } from './call.ts'
import { aiAsk, aiConversations } from './operations/ai-conversations.ts'
import { aiProviders } from './operations/ai-providers.ts'
import { aiTasks } from './operations/ai-tasks.ts'
import { assets } from './operations/assets.ts'
import { auth } from './operations/auth.ts'
import { adminDeployments, coreDeployments } from './operations/core-deployments.ts'
import { connectors } from './operations/connectors.ts'
import { adminCircuitBreakers, coreCircuitBreakers } from './operations/core-circuit-breakers.ts'
import { adminDemo, coreDemo } from './operations/core-demo.ts'
import { adminTasks, coreTasks } from './operations/core-tasks.ts'
import { coreCsrf } from './operations/core-csrf.ts'
import { cab } from './operations/cab.ts'
import { cabExceptions } from './operations/cab-exceptions.ts'
import { cabLegacy } from './operations/cab-legacy.ts'
import { deployments } from './operations/deployments.ts'
import { evidence } from './operations/evidence.ts'
import { evidenceBlastRadius } from './operations/evidence-blast-radius.ts'
import { evidenceIncidents } from './operations/evidence-incidents.ts'
import { evidenceMaturity } from './operations/evidence-maturity.ts'
import { evidenceRiskModels } from './operations/evidence-risk-models.ts'
import { events } from './operations/events.ts'
import { health } from './operations/health.ts'
import { policy } from './operations/policy.ts'

/** One handler for each operation of the contract: a missing one does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
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
  ...adminDeployments,
  ...evidenceIncidents,
  ...evidenceMaturity,
  ...evidenceBlastRadius,
  ...evidenceRiskModels,
  ...connectors,
  ...assets,
  ...aiProviders,
  ...aiAsk,
  ...aiConversations,
  ...aiTasks,
  ...coreTasks,
  ...adminTasks,
  ...coreCircuitBreakers,
  ...adminCircuitBreakers,
  ...coreDemo,
  ...adminDemo,
}
