// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { throttleBypass } from './d-22-throttle-bypass.ts'

/**
 * The defects seen in the real backend, by D-number. One that shows in several apps has an entry for each of them
 * under the same id.
 */
export const observedDefects: readonly Defect[] = [throttleBypass].toSorted((one, other) =>
  one.id.localeCompare(other.id),
)
