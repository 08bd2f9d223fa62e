// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Profile } from '@eucora/harness/load'
import { burst, burstLoad } from '../../src/load/burst.ts'
import { burstStep, gap, type BurstParams } from '../../src/load/burst-step.ts'
import { inPhases } from '../../src/load/phases.ts'

const id = '11111111-1111-4111-8111-111111111111'

describe('the profile burst', () => {
  const figures = ({ users, arrivals = [], lessThan }: Profile) => ({
    users,
    rates: arrivals.map(({ name, perSecond, leastPerSecond }) => [name, perSecond, leastPerSecond]),
    lessThan,
  })

  it('offers a thousand users, a little more than ten thousand a second, and then little', () => {
    expect(figures(burst)).toEqual({
      users: 1000,
      rates: [
        ['rate', 10_100, 10_000],
        ['recovery', 100, undefined],
      ],
      lessThan: undefined,
    })
    expect(burst.arrivals?.[1]).toMatchObject({ lead: { how: 'settles', seconds: 30 }, judgesAnswers: true })
  })

  it('says of its short form that it is less', () => {
    expect(burstLoad.smaller?.short && figures(burstLoad.smaller.short)).toEqual({
      users: 200,
      rates: [
        ['rate', 2020, 2000],
        ['recovery', 100, undefined],
      ],
      lessThan: '1,000 users and 10,000 requests per second',
    })
  })
})

describe('the phases of a part', () => {
  it('are tagged when they change, and not in between', () => {
    const done: string[] = []
    let nowMs = 5000
    const part = { leadSeconds: 2, holdSeconds: 3, names: ['lead', 'hold', 'end'] as const }
    const run = inPhases(() => done.push('step'), part, {
      startedAtMs: () => 5000,
      nowMs: () => nowMs,
      tagPhase: (phase) => done.push(phase),
    })
    for (const at of [5000, 6999, 7000, 9999, 10_000, 99_000]) {
      nowMs = at
      run()
    }
    expect(done.join(' ')).toBe('lead step step hold step step end step step')
  })

  it('pass over those that a late user never saw', () => {
    const done: string[] = []
    const part = { leadSeconds: 2, holdSeconds: 3, names: ['lead', 'hold', 'end'] as const }
    inPhases(() => {}, part, {
      startedAtMs: () => 0,
      nowMs: () => 4000,
      tagPhase: (phase) => done.push(phase),
    })()
    expect(done.at(-1)).toBe('hold')
  })
})

describe('several steps of one iteration', () => {
  function iterate(nowMsOf: (steps: number) => number): number {
    let steps = 0
    const part = {
      leadSeconds: 2,
      holdSeconds: 3,
      names: ['lead', 'hold', 'end'] as const,
      stepsPerIteration: 4,
    }
    inPhases(() => (steps += 1), part, {
      startedAtMs: () => 0,
      nowMs: () => nowMsOf(steps),
      tagPhase: () => {},
    })()
    return steps
  }

  it('are done one after another', () => {
    expect(iterate(() => 3000)).toBe(4)
  })

  it('end with the part', () => {
    expect(iterate((steps) => (steps < 2 ? 4999 : 5000))).toBe(2)
  })

  it('are one where k6 begins an iteration after the part', () => {
    expect(iterate(() => 5000)).toBe(1)
  })
})

describe('one create of the burst', () => {
  function stepOver({
    status = 201,
    tookMs = 1,
    wallMs = 1,
    random = 0.9,
    answer = JSON.stringify({ correlation_id: id, status: 'APPROVED' }),
  } = {}) {
    const sent: (BurstParams & { readonly body: string })[] = []
    const heard: string[] = []
    let [ids, nowMs] = [0, 0]
    const step = burstStep({
      plan: { baseUrl: 'http://b', keptShare: 0.5, requestTimeout: '10s', slowMs: [500, 1000] },
      post: (_, body, params) => {
        sent.push({ ...structuredClone(params), body })
        nowMs += wallMs
        return { status, body: answer, timings: { duration: tookMs } }
      },
      sessions: [
        { cookie: 'c0', csrfToken: 't0' },
        { cookie: 'c1', csrfToken: 't1' },
      ],
      bodies: ['{"app_name":"zero"}', '{"app_name":"one"}'],
      userNumber: () => 2,
      random: () => random,
      randomUuid: () => `${(ids += 1)}2222222-2222-4222-8222-222222222222`,
      nowMs: () => nowMs,
      onBodyChecked: (operation, outcome) => heard.push(`${operation} ${outcome}`),
      onSlow: (operation, limit) => heard.push(`${operation} slow ${limit}`),
      onAccepted: (...noted) => heard.push(noted.join(' ')),
    })
    step(nowMs)
    step(nowMs)
    return { sent, heard }
  }

  it('goes in the user’s own session, under a fresh correlation id, with the next body', () => {
    const { sent } = stepOver()
    expect(sent.map(({ headers, body }) => [headers['Cookie'], headers['X-Correlation-ID'], body])).toEqual([
      ['c1', '12222222-2222-4222-8222-100000000000', '{"app_name":"one"}'],
      ['c1', '12222222-2222-4222-8222-100000000001', '{"app_name":"zero"}'],
    ])
    expect(sent.map(({ responseType }) => responseType)).toEqual([undefined, undefined])
  })

  it('is looked into and noted on a sample', () => {
    const { sent, heard } = stepOver({ random: 0.1 })
    expect(sent[0]?.responseType).toBe('text')
    expect(heard.slice(0, 2)).toEqual([
      'deployments.create ok',
      `${id} 12222222-2222-4222-8222-100000000000 one`,
    ])
  })

  it('is not noted where its body is none', () => {
    expect(stepOver({ random: 0.1, answer: '<html>' }).heard).toEqual(
      Array(2).fill('deployments.create not-json'),
    )
  })

  it.each([
    [499.9, 500, []],
    [500, 500, ['deployments.create slow 500']],
    [1200, 1200, ['deployments.create slow 500', 'deployments.create slow 1000']],
  ])('of %d ms is counted for each limit that it reaches', (tookMs, wallMs, heard) => {
    expect(stepOver({ tookMs, wallMs }).heard).toEqual([...heard, ...heard])
  })

  it('that is refused counts for nothing', () => {
    expect(stepOver({ status: 503, random: 0.1, tookMs: 1200, wallMs: 1200 }).heard).toEqual([])
  })
})

describe('requests until one is looked into', () => {
  it.each([
    [0, 0.025, 1],
    [0.0249, 0.025, 1],
    [0.0251, 0.025, 2],
    [0.9, 0.025, 91],
    [0.999, 1, 1],
    [0.5, 0, Infinity],
  ])('at a chance of %d and a share of %d are %d', (random, share, requests) => {
    expect(gap(random, share)).toBe(requests)
  })

  it('are so many that the share is met', () => {
    const draws = Array.from({ length: 10_000 }, (_, at) => (at + 0.5) / 10_000)
    const requests = draws.reduce((sum, random) => sum + gap(random, 0.025), 0)
    expect(draws.length / requests).toBeCloseTo(0.025, 4)
  })
})
