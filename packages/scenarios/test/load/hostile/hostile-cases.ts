// SPDX-License-Identifier: Apache-2.0
import { halfWayMs } from './hostile-form.ts'
import { after, json, type Spoil } from './hostile-target.ts'

/** A way to be hostile, and what the judge must say of it. */
export interface HostileCase {
  readonly title: string
  readonly spoil: Spoil
  readonly verdict: 'FAIL' | 'PASS'
  readonly exitCode: 0 | 1 | 3
  /** Its limits are generous, since latency is not what it is about. */
  readonly patient?: true
  /** Stands in one of the reasons. */
  readonly reason: RegExp
}

const lateMs = 700
const error = { error: 'no', correlation_id: null }

const every = (nth: number, number: number) => number % nth === 0

/** Bodies of a get by the flow id that the load asks for. */
function anotherRecord(body: string): string {
  const row: unknown = JSON.parse(body)
  const other = { correlation_id: crypto.randomUUID(), app_name: 'another' }
  return JSON.stringify(typeof row === 'object' ? { ...row, ...other } : row)
}

const tooFew =
  /All operations together: \d+(\.\d+)? % of [\d,]+ requests got the expected answer; at least 99 % must\./
const tooSlow = (who: string) =>
  new RegExp(`All operations together: ${who} expected answers came within .*; it must be less than`)

export const misses: readonly HostileCase[] = [
  {
    title: 'answers everything with 404',
    spoil: { instead: () => json(404, { error: 'Not found' }) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: /All operations together: 0\.0 % of/,
  },
  {
    title: 'answers everything with 429',
    spoil: { instead: () => json(429, error, { 'retry-after': '60' }) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: /All operations together: 0\.0 % of/,
  },
  {
    title: 'throttles one request in twenty',
    spoil: { instead: ({ number }) => (every(20, number) ? json(429, error) : undefined) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'fails on three requests in a hundred',
    spoil: { instead: ({ number }) => (every(33, number) ? json(500, error) : undefined) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'fails on one operation only, so that the whole stays above 99 %',
    spoil: {
      instead: ({ operation, ofOperation }) =>
        operation === 'get' && every(25, ofOperation) ? json(500, error) : undefined,
    },
    verdict: 'FAIL',
    exitCode: 3,
    reason:
      /deployments\.get: 9\d(\.\d+)? % of [\d,]+ requests got the expected answer; at least 99 % must\./,
  },
  {
    title: 'is slow for two requests in a hundred',
    spoil: {
      after: async ({ number }, answer) => {
        if (every(50, number)) await after(lateMs)
        return answer
      },
    },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooSlow('99 of 100'),
  },
  {
    title: 'gets slower and slower',
    spoil: {
      after: async ({ sinceMs }, answer) => {
        await after(sinceMs / 4)
        return answer
      },
    },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooSlow('half of the'),
  },
  {
    title: 'holds the last byte of each answer back',
    spoil: { lastByteMs: 300 },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooSlow('half of the'),
  },
  {
    title: 'is away for three seconds',
    spoil: {
      instead: ({ sinceMs }) =>
        sinceMs > halfWayMs - 1000 && sinceMs < halfWayMs + 2000 ? 'reset' : undefined,
    },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'hangs half-way',
    spoil: { instead: ({ sinceMs }) => (sinceMs > halfWayMs ? 'hang' : undefined) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'dies half-way',
    spoil: { instead: ({ sinceMs }) => (sinceMs > halfWayMs ? 'die' : undefined) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'resets one connection in twenty',
    spoil: { instead: ({ number }) => (every(20, number) ? 'reset' : undefined) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: tooFew,
  },
  {
    title: 'sends everybody to the sign-in',
    spoil: { instead: () => ({ status: 302, headers: { location: '/login' }, body: '' }) },
    verdict: 'FAIL',
    exitCode: 3,
    reason: /All operations together: 0\.0 % of/,
  },
]

export const lies: readonly HostileCase[] = [
  {
    title: 'gives the right status with the wrong body',
    spoil: { instead: ({ operation }) => json(operation === 'create' ? 201 : 200, { ok: true }) },
    verdict: 'FAIL',
    exitCode: 1,
    reason: /“answers carry what was asked for”/,
  },
  {
    title: 'gives the right status with another record',
    spoil: {
      after: ({ operation }, answer) =>
        operation === 'get' ? { ...answer, body: anotherRecord(answer.body) } : answer,
    },
    verdict: 'FAIL',
    exitCode: 1,
    reason: /another record than the one asked for/,
  },
  {
    title: 'answers a create that it never stores',
    spoil: {
      instead: ({ operation, ofOperation }) =>
        operation === 'create' && every(10, ofOperation)
          ? json(201, {
              correlation_id: crypto.randomUUID(),
              status: 'APPROVED',
              risk_score: 7,
              requires_cab_approval: false,
            })
          : undefined,
    },
    verdict: 'FAIL',
    exitCode: 1,
    reason: /“accepted = stored”/,
  },
  {
    title: 'stores one write in ten twice',
    spoil: {
      after: async ({ operation, ofOperation, again }, answer) => {
        if (operation === 'create' && every(10, ofOperation)) await again()
        return answer
      },
    },
    verdict: 'FAIL',
    exitCode: 1,
    reason: /“accepted = stored”/,
  },
]

export const healthy: HostileCase = {
  title: 'only hands everything on',
  spoil: {},
  patient: true,
  verdict: 'PASS',
  exitCode: 0,
  reason: /All \d+ targets were met over [\d,]+ judged requests, and all \d+ invariants hold\./,
}
