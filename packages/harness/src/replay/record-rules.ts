// SPDX-License-Identifier: Apache-2.0
import { parseCookie } from 'undici/lib/web/cookies/index.js'
import type { Difference } from './difference.ts'
import { valueAt } from './json.ts'
import type { Received } from './received.ts'

type Rule = (received: Received) => readonly Difference[]

const dayMs = 24 * 60 * 60 * 1000
const trendWeeks = 8

/** What single records are judged by besides the values that they recorded. Pointers are those of the whole answer. */
const rules: Readonly<Record<string, Rule>> = {
  'auth.login.ok': (received) => {
    const sessions = received.setCookies
      .map((text) => parseCookie(text))
      .filter((cookie) => cookie?.name === 'sessionid')
    const isCookie = sessions.some((cookie) => cookie?.value === valueAt(received.body, '/session_id'))
    return isCookie
      ? []
      : [{ pointer: '/body/session_id', expected: 'the value of the new cookie sessionid' }]
  },
  'core.csrf': ({ body }) => {
    const token = valueAt(body, '/csrf_token')
    if (typeof token === 'string' && /^[A-Za-z0-9]{64}$/.test(token)) return []
    return [{ pointer: '/body/csrf_token', expected: '64 letters and digits', received: token }]
  },
  'health.t.compliance': ({ body, fromMs, toMs }) => [
    ...trendDateProblems(body, fromMs, toMs),
    ...firstScoreProblem(valueAt(body, '/compliance_trend/0/score')),
  ],
}

/** The lists that the backend does not order, by record. */
const unordered: Readonly<Record<string, string>> = {
  'evidence.list': '/evidence_packages',
  'blast.classes': '/results',
}

/** The pointer of a record's list whose order says nothing. */
export function listWithoutOrder(name: string): string | undefined {
  return unordered[name]
}

/** What an answer breaks of the rules of its own record; only for answers of the recorded form. */
export function recordProblems(name: string, received: Received): readonly Difference[] {
  return rules[name]?.(received) ?? []
}

/** The trend's dates are a week apart and begin eight weeks ago, on the day of the request or of its answer. */
function trendDateProblems(body: unknown, fromMs: number, toMs: number): readonly Difference[] {
  const weeks = Array.from({ length: trendWeeks }, (_, week) => week)
  const problemsOn = (todayMs: number) =>
    weeks.flatMap((week) => {
      const pointer = `/compliance_trend/${week}/date`
      const expected = monthAndDay(todayMs - (trendWeeks - week) * 7 * dayMs)
      const received = valueAt(body, pointer)
      return expected === received ? [] : [{ pointer: `/body${pointer}`, expected, received }]
    })
  const problems = problemsOn(toMs)
  return problems.length === 0 || problemsOn(fromMs).length === 0 ? [] : problems
}

function firstScoreProblem(score: unknown): readonly Difference[] {
  if (typeof score === 'number' && score >= 60 && score <= 62) return []
  return [{ pointer: '/body/compliance_trend/0/score', expected: 'a number from 60 to 62', received: score }]
}

/** `Sep 27`, in UTC as the backend's time zone is. */
function monthAndDay(ms: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { month: 'short', day: '2-digit', timeZone: 'UTC' })
  return parts.format(ms)
}
