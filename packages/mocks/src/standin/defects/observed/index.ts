// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { legacyDecidesUnchecked } from './d-01-legacy-decides-unchecked.ts'
import { submitterDecides } from './d-02-submitter-decides.ts'
import { requesterDecides } from './d-03-requester-decides.ts'
import { submitterAutoApproves } from './d-04-submitter-auto-approves.ts'
import { sentScoreGates } from './d-05-sent-score-gates.ts'
import { incompleteEvidenceTaken } from './d-06-incomplete-evidence-taken.ts'
import { packRingScored } from './d-07-pack-ring-scored.ts'
import { decisionsMoveNothing } from './d-08-decisions-move-nothing.ts'
import { exceptionsOpenNothing } from './d-09-exceptions-open-nothing.ts'
import { noEvents } from './d-11-no-events.ts'
import { postedEventsMoveRisk } from './d-12-posted-events-move-risk.ts'
import { approvalsOverwritten } from './d-15-approvals-overwritten.ts'
import { eventsOpen } from './d-20-events-open.ts'
import { legacyListsOpen } from './d-20-legacy-lists-open.ts'
import { telemetryOpen } from './d-20-telemetry-open.ts'
import { pendingListWrites } from './d-21-pending-list-writes.ts'
import { throttleBypass } from './d-22-throttle-bypass.ts'
import { everyoneSeesRequests } from './d-23-everyone-sees-requests.ts'
import { createdUnderCoreAlways500 } from './d-28-always-500.ts'
import { requestsNotLocked } from './d-32-requests-not-locked.ts'
import { decisionsNotLocked } from './d-33-decisions-not-locked.ts'
import { createNotIdempotent } from './d-34-create-not-idempotent.ts'
import { eventsNotDeduplicated } from './d-35-no-dedupe.ts'
import { packagesSubmittedAgain } from './d-35-packages-submitted-again.ts'
import { inputErrorsAre500 } from './d-39-input-errors-are-500.ts'
import { valueErrorsAreMalformed } from './d-40-value-errors-are-malformed.ts'
import { intentLookedUpByKey } from './d-41-intent-looked-up-by-key.ts'
import { choicesNotValidated } from './d-42-choices-not-validated.ts'
import { storageErrorsLeak } from './d-43-storage-errors-leak.ts'
import { createAnswers200 } from './d-44-create-answers-200.ts'
import { artifactsAnywhere } from './d-45-artifacts-anywhere.ts'
import { packNotLinked } from './d-46-pack-not-linked.ts'
import { publishingUnguarded } from './d-10-publishing-unguarded.ts'
import { demoEventsDeleted } from './d-13-demo-events-deleted.ts'
import { anyoneActivatesModels } from './d-16-anyone-activates-models.ts'
import { aiTasksUnguarded } from './d-17-ai-tasks-unguarded.ts'
import { anyoneDeletesProviders } from './d-18-anyone-deletes-providers.ts'
import { tasksOfOthers } from './d-19-tasks-of-others.ts'
import { aiProvidersOpen } from './d-20-ai-providers-open.ts'
import { planesNotReached } from './d-26-planes-not-reached.ts'
import { aiCallsLost } from './d-27-ai-calls-lost.ts'
import { demoUsersStay } from './d-30-demo-users-stay.ts'
import { partialWrites } from './d-31-partial-writes.ts'
import { aiErrorsLeak } from './d-43-ai-errors-leak.ts'
import { listedAssetNotFound } from './d-47-listed-asset-not-found.ts'
import { maturityRaises, oneBreakerAlways500, resolvedAtAlways500 } from './d-28-values-not-read.ts'

/**
 * The defects seen in the real backend, by D-number. One that shows in several apps has an entry for each of them
 * under the same id.
 */
export const observedDefects: readonly Defect[] = [
  legacyDecidesUnchecked,
  submitterDecides,
  requesterDecides,
  submitterAutoApproves,
  sentScoreGates,
  incompleteEvidenceTaken,
  packRingScored,
  decisionsMoveNothing,
  exceptionsOpenNothing,
  noEvents,
  postedEventsMoveRisk,
  approvalsOverwritten,
  eventsOpen,
  legacyListsOpen,
  telemetryOpen,
  pendingListWrites,
  throttleBypass,
  everyoneSeesRequests,
  createdUnderCoreAlways500,
  requestsNotLocked,
  decisionsNotLocked,
  createNotIdempotent,
  eventsNotDeduplicated,
  packagesSubmittedAgain,
  inputErrorsAre500,
  valueErrorsAreMalformed,
  intentLookedUpByKey,
  choicesNotValidated,
  storageErrorsLeak,
  createAnswers200,
  artifactsAnywhere,
  packNotLinked,
  publishingUnguarded,
  demoEventsDeleted,
  anyoneActivatesModels,
  aiTasksUnguarded,
  anyoneDeletesProviders,
  tasksOfOthers,
  aiProvidersOpen,
  planesNotReached,
  aiCallsLost,
  demoUsersStay,
  partialWrites,
  aiErrorsLeak,
  listedAssetNotFound,
  resolvedAtAlways500,
  maturityRaises,
  oneBreakerAlways500,
].toSorted((one, other) => one.id.localeCompare(other.id))
