// SPDX-License-Identifier: Apache-2.0
import type { RunRecord } from './record.ts'
import { targetsOf, type JudgedTarget } from './targets.ts'

/** Least ratio of the generator's own ceiling to the offered rate for a miss to be the target's. */
export const leastHeadroom = 1.25
/** Share of the offered rate below which a rate missed at good latency is the generator's own doing. */
const leastAchieved = 0.99

/** A missed rate or latency target becomes INVALID where the generator, not the backend, may have missed it. */
export function refineMiss(record: RunRecord, target: JudgedTarget): JudgedTarget {
  if (target.verdict !== 'FAIL' || target.kind === 'success') return target
  const blame = whyGenerator(record, target.kind)
  return blame === undefined ? target : { ...target, verdict: 'INVALID', reason: `${target.reason} ${blame}` }
}

function whyGenerator(record: RunRecord, kind: 'rate' | 'latency'): string | undefined {
  const { ceilingPerSecond: ceiling, offeredPerSecond: offered, droppedIterations: dropped } = record
  const why = 'This says nothing about the backend:'
  if (ceiling === undefined) return `${why} how much the load generator itself can do could not be measured.`
  if (ceiling < leastHeadroom * offered) {
    return (
      `${why} against a server that answers at once the load generator reached ${ceiling.toFixed(1)} requests ` +
      `per second, less than ${leastHeadroom} times the ${offered.toFixed(1)} that it had to offer.`
    )
  }
  if (kind === 'latency') return undefined
  if (dropped > 0)
    return `${why} the load generator left out ${dropped.toLocaleString('en')} requests that were due.`
  const othersMet = targetsOf(record).every((other) => other.kind === 'rate' || other.verdict === 'PASS')
  if (othersMet && record.achievedPerSecond < leastAchieved * offered) {
    return `${why} all answers came in time, and yet the load generator sent less than it had to offer.`
  }
  return undefined
}
