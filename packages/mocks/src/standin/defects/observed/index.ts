// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { packRingScored } from './d-07-pack-ring-scored.ts'
import { noEvents } from './d-11-no-events.ts'
import { postedEventsMoveRisk } from './d-12-posted-events-move-risk.ts'
import { throttleBypass } from './d-22-throttle-bypass.ts'
import { createdUnderCoreAlways500 } from './d-28-always-500.ts'
import { createNotIdempotent } from './d-34-create-not-idempotent.ts'
import { eventsNotDeduplicated } from './d-35-no-dedupe.ts'
import { inputErrorsAre500 } from './d-39-input-errors-are-500.ts'
import { valueErrorsAreMalformed } from './d-40-value-errors-are-malformed.ts'
import { choicesNotValidated } from './d-42-choices-not-validated.ts'
import { createAnswers200 } from './d-44-create-answers-200.ts'
import { packNotLinked } from './d-46-pack-not-linked.ts'

/**
 * The defects seen in the real backend, by D-number. One that shows in several apps has an entry for each of them
 * under the same id.
 */
export const observedDefects: readonly Defect[] = [
  packRingScored,
  noEvents,
  postedEventsMoveRisk,
  throttleBypass,
  createdUnderCoreAlways500,
  createNotIdempotent,
  eventsNotDeduplicated,
  inputErrorsAre500,
  valueErrorsAreMalformed,
  choicesNotValidated,
  createAnswers200,
  packNotLinked,
].toSorted((one, other) => one.id.localeCompare(other.id))
