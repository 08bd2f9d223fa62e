// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { Problems } from '../problems.ts'
import { floatOf } from '../python-text.ts'
import type { CabRequest } from '../store/cab-requests.ts'

/**
 * Which scores `risk_min` and `risk_max` ask for. A text that is no number does not filter, as coded; `nan` and `inf`
 * are refused with 400 (D-39).
 */
export function riskRange(call: Call): (request: CabRequest) => boolean {
  const problems = new Problems(call)
  const min = bound(call, problems, 'risk_min')
  const max = bound(call, problems, 'risk_max')
  problems.throwIfAny()
  return ({ riskScore }) =>
    (min === undefined || Number(riskScore) >= min) && (max === undefined || Number(riskScore) <= max)
}

function bound(call: Call, problems: Problems, name: string): number | undefined {
  const number = floatOf(call.filter(name) ?? '')
  problems.check(name, number === undefined || Number.isFinite(number), 'A finite number is required.')
  return number
}
