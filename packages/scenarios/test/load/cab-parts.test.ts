// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { formOf } from '@eucora/harness/load'
import { cab, cabLoad } from '../../src/load/cab.ts'
import { answerCabAtOnce } from '../../src/load/cab-answers.ts'
import { buildDecisionBodies } from '../../src/load/cab-bodies.ts'
import { decisionEvents, oneDecision, submittedStored } from '../../src/load/cab-invariants.ts'
import { cabPackages, sharesOf } from '../../src/load/cab-packages.ts'
import { countIn, numbersIn, packagesDue, requestFor } from '../../src/load/cab-shares.ts'
import { cabSteps, checkDecided, checkPending, turns } from '../../src/load/cab-steps.ts'
import { createSubmitter, type BatchRequest } from '../../src/load/cab-submitter.ts'

const data = { firstPk: 1000, packages: Array.from({ length: 30 }, (_, n) => `package-${n}`), shares: 3 }
const rowOf = (number: number) => ({
  id: `request-${number}`,
  deployment_intent_id: String(data.firstPk + number),
  status: 'submitted',
})
const listOf = (...numbers: number[]) =>
  JSON.stringify({ count: numbers.length, results: numbers.map(rowOf) })

describe('the profile cab', () => {
  it('takes turns in the shares of its mix, each decision right after a list', () => {
    const share = (operation: string) =>
      (turns.filter((turn) => turn === operation).length / turns.length) * 100
    expect(Object.fromEntries(Object.keys(cab.mix).map((name) => [name, share(name)]))).toEqual(cab.mix)
    expect(turns.filter((_, place) => place % 2 === 0)).toEqual(Array(4).fill('cab.pending'))
  })

  it('has about 20,000 packages in the full form, as many for each share, and others in another batch', () => {
    const packages = cabPackages(cab, formOf(cab, 'full'), 1)
    const other = cabPackages(cab, formOf(cab, 'full'), 2)
    expect(packages.length % sharesOf(cab)).toBe(0)
    expect(Math.round(packages.length / 1000)).toBe(21)
    const ids = new Set(packages.map(({ id }) => id))
    expect(other.some(({ id }) => ids.has(id))).toBe(false)
  })

  it('tells a backend’s rows: each package with its deployment, which waits for the CAB', () => {
    const form = formOf(cab, 'brief')
    const rows = cabLoad.fixtureRows?.(form, 1) ?? []
    expect(rows).toHaveLength(2 * cabPackages(cab, form, 1).length)
    expect(rows[0]).toMatchObject({
      model: 'deployment_intents.deploymentintent',
      fields: { status: 'AWAITING_CAB', submitter: 141 },
    })
  })

  it('sends the same rationales for the same seed', () => {
    expect(buildDecisionBodies('run-1', 7, 3)).toEqual(buildDecisionBodies('run-1', 7, 3))
    expect(buildDecisionBodies('run-1', 7, 1)[0]).toMatch(/^\{"rationale":"load-run-1-0: /)
  })

  it('measures its ceiling against answers that pass its checks', () => {
    const list = answerCabAtOnce('GET', '/api/v1/cab/pending/').body
    expect(checkPending(list)).toBe('ok')
    expect(countIn(list)).toBe(125)
    const id = '00000000-0000-4000-8000-000000000000'
    expect(checkDecided(answerCabAtOnce('POST', `/${id}/approve/`).body, id, 'approved')).toBe('ok')
    expect(checkDecided(answerCabAtOnce('POST', `/${id}/reject/`).body, id, 'rejected')).toBe('ok')
    expect(answerCabAtOnce('POST', '/api/v1/cab/submit/').status).toBe(201)
  })
})

describe('a body', () => {
  it.each([
    ['lists what waits', listOf(1, 2), 'ok'],
    [
      'lists what is decided',
      JSON.stringify({ count: 1, results: [{ id: 'a', status: 'approved' }] }),
      'missing-field',
    ],
    ['counts wrong', JSON.stringify({ count: 2, results: [rowOf(1)] }), 'missing-field'],
    ['has no rows', '{"count":0}', 'missing-field'],
    ['is a page', '<html>', 'not-json'],
  ])('that %s is %s', (_, body, outcome) => {
    expect(checkPending(body)).toBe(outcome)
  })

  it.each([
    [{ id: 'a', status: 'approved' }, 'ok'],
    [{ id: 'b', status: 'approved' }, 'other-record'],
    [{ id: 'a', status: 'rejected' }, 'other-record'],
    [{ id: 'a' }, 'missing-field'],
    [undefined, 'not-json'],
  ])('of an approval of "a" that is %j is %s', (body, outcome) => {
    expect(checkDecided(JSON.stringify(body), 'a', 'approved')).toBe(outcome)
  })
})

describe('a list as text', () => {
  it('tells its count and the packages of this run, however it is spaced', () => {
    const text = JSON.stringify(JSON.parse(listOf(4, 700, 2)), null, 2)
    expect([countIn(text), numbersIn(text, data)]).toEqual([3, [4, 2]])
    expect(requestFor(text, 2, data)).toBe('request-2')
    expect(countIn('[]')).toBeUndefined()
  })

  it.each([
    ['is not there', listOf(1)],
    ['stands under another name', '{"results":[{"id":"x","notes":"1005"}]}'],
    ['has no id', '{"results":[{"deployment_intent_id":"1005"}]}'],
  ])('has no request for a package that %s', (_, text) => {
    expect(requestFor(text, 5, data)).toBeUndefined()
  })
})

describe('what is due', () => {
  const limits = { ...data, mostPerShare: 3, mostPending: 8 }
  it('fills the emptiest share first, up to the most of all', () => {
    const next = [9, 10, 11]
    expect(packagesDue([0, 3, 1], 3, next, limits)).toEqual([
      'package-11',
      'package-10',
      'package-14',
      'package-9',
      'package-13',
    ])
    expect(next).toEqual([12, 16, 17])
  })

  it('is nothing where all shares are full, or no package is left', () => {
    expect(packagesDue([0, 3, 6, 1, 4, 7, 2, 5, 8], 9, [9, 10, 11], limits)).toEqual([])
    expect(packagesDue([], 0, [30, 31, 32], limits)).toEqual([])
  })
})

describe('a reviewer', () => {
  function reviewer(lists: string[], status = 200) {
    const sent: string[] = []
    const levels: unknown[] = []
    const steps = cabSteps({
      plan: {
        baseUrl: '',
        expectedStatus: cab.expectedStatus,
        bodySampleShare: 0,
        requestTimeout: '10s',
        slowMs: [],
        levels: { pending: { min: 2, max: 3 } },
      },
      data,
      bodies: ['{}'],
      http: {
        request: (method, url) => {
          sent.push(`${method} ${url}`)
          return { status, body: method === 'GET' ? lists.shift() : '{}', timings: { duration: 1 } }
        },
        expectedStatuses: (expected) => expected,
      },
      sessions: [{ cookie: 'c', csrfToken: 't' }],
      userNumber: () => 2,
      random: () => 0.5,
      randomUuid: () => 'uuid',
      onBodyChecked: () => {},
      onSlow: () => {},
      onLevel: (...level) => levels.push(level),
    })
    return { sent, levels, run: (...names: string[]) => names.forEach((name) => steps[`cab.${name}`]?.()) }
  }

  it('decides the requests of the own share in their order, and no other', () => {
    const { sent, run } = reviewer([listOf(0, 1, 4, 2), listOf(0, 4, 2, 7)])
    run('pending', 'approve', 'pending', 'reject')
    expect(sent.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /api/v1/cab/request-1/approve/',
      'POST /api/v1/cab/request-4/reject/',
    ])
  })

  it('takes the next one that is there where one is missing', () => {
    const { sent, run } = reviewer([listOf(1), listOf(10, 7)])
    run('pending', 'approve', 'pending', 'approve')
    expect(sent.at(-1)).toBe('POST /api/v1/cab/request-7/approve/')
  })

  it('lists again where there is nothing to decide, and never decides one twice', () => {
    const { sent, run } = reviewer([listOf(1), listOf(1), listOf(0)])
    run('pending', 'approve', 'pending', 'approve')
    expect(sent.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'GET'])
  })

  it('tells how many wait, and whether that is within bounds', () => {
    const { levels, run } = reviewer([listOf(1), listOf(1, 2), listOf(1, 2, 4), listOf(1, 2, 4, 5), '{}'])
    run('pending', 'pending', 'pending', 'pending', 'pending')
    expect(levels).toEqual([
      ['pending', 1, false],
      ['pending', 2, true],
      ['pending', 3, true],
      ['pending', 4, false],
    ])
  })

  it('knows nothing from a refusal', () => {
    const { levels, run } = reviewer([listOf(1)], 503)
    run('pending')
    expect(levels).toEqual([])
  })
})

describe('the submitter', () => {
  const session = { cookie: 'c', csrfToken: 't' }
  const cabData = { ...data, session, submittedPerShare: 2, mostPerShare: 3, mostPending: 9 }
  function submitted(list: { status: number; body: unknown }) {
    const batches: BatchRequest<number>[][] = []
    const slept: number[] = []
    const submit = createSubmitter<number>({
      plan: { baseUrl: 'http://b', requestTimeout: '10s' },
      data: cabData,
      batch: (requests) => {
        batches.push(requests)
        return [list]
      },
      expectedStatuses: (expected) => expected,
      randomUuid: () => 'uuid',
      sleep: (seconds) => void slept.push(seconds),
    })
    submit()
    return { batches, slept }
  }

  it('submits the next packages of the shares that lack some, and pauses', () => {
    const { batches, slept } = submitted({ status: 200, body: listOf(0, 3, 1, 4, 2) })
    expect(batches[1]?.map(({ body }) => body)).toEqual(
      ['package-8', 'package-6', 'package-7', 'package-11'].map((id) =>
        JSON.stringify({ evidence_package_id: id, risk_score: 50.01 }),
      ),
    )
    expect(batches[1]?.[0]?.params).toMatchObject({
      tags: { name: 'cab.submit' },
      headers: { Cookie: 'c', 'X-CSRFToken': 't', 'X-Correlation-ID': 'uuid' },
    })
    expect(slept).toEqual([0.2])
  })

  it.each([
    [503, listOf()],
    [200, null],
  ])('submits nothing where the list is %s %s', (status, body) => {
    expect(submitted({ status, body }).batches).toHaveLength(1)
  })
})

describe('the invariants of cab', () => {
  const counts = {
    submits: { accepted: 3, unknown: 0 },
    approvals: { accepted: 2, unknown: 0 },
    rejections: { accepted: 1, unknown: 0 },
    submittedBefore: 1,
    cutOff: 0,
    countsComplete: true,
  }
  const requests = new Map([
    ['1', ['approved']],
    ['2', ['approved']],
    ['3', ['rejected']],
    ['4', ['submitted']],
  ])
  const flow = (status: string, ...events: string[]) => ({ flowId: 'f', statuses: [status], events })
  const sound = flow('approved', 'CAB_APPROVED', 'CAB_SUBMITTED')

  it('hold where all is stored once', () => {
    expect(submittedStored(counts, requests)).toMatchObject({ verdict: 'PASS', checked: 4 })
    expect(oneDecision(counts, requests, [sound])).toMatchObject({ verdict: 'PASS', checked: 3 })
    expect(decisionEvents([sound, flow('rejected', 'CAB_SUBMITTED', 'CAB_REJECTED')])).toMatchObject({
      verdict: 'PASS',
      checked: 2,
    })
  })

  it('are broken by a loss, and by what nobody was told of', () => {
    const fewer = { ...counts, submits: { accepted: 4, unknown: 9 }, approvals: { accepted: 3, unknown: 9 } }
    expect(submittedStored(fewer, requests).verdict).toBe('FAIL')
    expect(oneDecision(fewer, requests).violations).toEqual([
      '3 decisions "approved" accepted, 2 requests stored so; up to 9 more may be, for requests that got no answer or a server\'s error.',
    ])
    const more = { ...counts, rejections: { accepted: 0, unknown: 0 } }
    expect(oneDecision(more, requests).verdict).toBe('FAIL')
    expect(oneDecision({ ...more, rejections: { accepted: 0, unknown: 1 } }, requests).verdict).toBe('PASS')
    expect(oneDecision({ ...more, cutOff: 1 }, requests).verdict).toBe('PASS')
  })

  it('are broken by a second decision, a missing event and a double one', () => {
    const twice = flow('approved', 'CAB_SUBMITTED', 'CAB_APPROVED', 'CAB_REJECTED')
    expect(oneDecision(counts, requests, [twice]).violations).toEqual([
      '1 requests were decided more than once: f.',
    ])
    expect(decisionEvents([flow('approved', 'CAB_SUBMITTED')]).violations).toEqual([
      '1 requests have not exactly one event of their decision: f.',
    ])
    expect(decisionEvents(Array(4).fill(flow('rejected', 'CAB_REJECTED'))).violations).toEqual([
      '4 requests have not exactly one event CAB_SUBMITTED: f, f, f, ….',
    ])
  })

  it('are open where nothing could be read, or the generator died', () => {
    const died = { ...counts, countsComplete: false }
    const open = [
      submittedStored(counts, 'It is down.'),
      oneDecision(counts, 'It is down.'),
      submittedStored(died, requests),
      oneDecision(died, requests),
      decisionEvents([sound], 'It is down.'),
      decisionEvents([]),
    ]
    expect(open.map(({ verdict }) => verdict)).toEqual(Array(6).fill('UNEVALUATED'))
  })
})
