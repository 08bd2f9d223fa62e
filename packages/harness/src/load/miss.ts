// SPDX-License-Identifier: Apache-2.0
import type { JudgedTarget } from './judged-target.ts'
import type { RunRecord } from './record.ts'
import { arrivalAnswerTargets, userAnswerTargets } from './targets.ts'

/** Least ratio of the generator's own ceiling to the offered rate for a miss to be the target's. */
export const leastHeadroom = 1.25
/** Share of the offered rate below which a rate missed at good latency is the generator's own doing. */
const leastAchieved = 0.99

/** A missed rate, latency or level becomes INVALID where the generator, not the backend, may have missed it. */
export function refineMiss(record: RunRecord, target: JudgedTarget): JudgedTarget {
  if (target.verdict !== 'FAIL' || target.kind === 'success') return target
  const blame = whyGenerator(record, target)
  return blame === undefined ? target : { ...target, verdict: 'INVALID', reason: `${target.reason} ${blame}` }
}

/** What a part of the run offered and achieved, and whether it met its latency and success targets. */
interface PartFigures {
  readonly offered: number
  readonly achieved: number
  /** Requests that were due in its judged seconds and not sent. */
  readonly dropped: number
  readonly answersMet: () => boolean
}

function whyGenerator(record: RunRecord, target: JudgedTarget): string | undefined {
  const { ceilingPerSecond: ceiling } = record
  const { offered, achieved, dropped, answersMet } = figuresOf(record, target)
  const why = 'This says nothing about the backend:'
  if (ceiling === undefined) return `${why} how much the load generator itself can do could not be measured.`
  if (ceiling < leastHeadroom * offered) {
    return (
      `${why} against a server that answers at once the load generator reached ${ceiling.toFixed(1)} requests ` +
      `per second, less than ${leastHeadroom} times the ${offered.toFixed(1)} that it had to offer.`
    )
  }
  if (target.kind !== 'rate' || !answersMet()) return undefined
  if (dropped > 0)
    return `${why} the load generator left out ${dropped.toLocaleString('en')} requests that were due.`
  if (achieved < leastAchieved * offered) {
    return `${why} all answers came in time, and yet the load generator sent less than it had to offer.`
  }
  return undefined
}

function figuresOf(record: RunRecord, { part }: JudgedTarget): PartFigures {
  const met = (targets: readonly JudgedTarget[]) => targets.every(({ verdict }) => verdict === 'PASS')
  const arrivals = record.arrivals.find((each) => each.part.name === part)
  if (arrivals === undefined) {
    const answersMet = () => met(userAnswerTargets(record))
    // Users send when they are free, so nothing of theirs is due and left out.
    return { offered: record.offeredPerSecond, achieved: record.achievedPerSecond, dropped: 0, answersMet }
  }
  const { part: own, all, achievedPerSecond: achieved } = arrivals
  const answersMet = () => met(arrivalAnswerTargets(arrivals))
  // What the lead or another part left out is no excuse for this one.
  const dropped = Math.max(0, Math.round(own.perSecond * own.holdSeconds) - all.requests)
  return { offered: own.perSecond, achieved, dropped, answersMet }
}
