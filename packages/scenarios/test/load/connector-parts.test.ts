// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { formOf } from '@eucora/harness/load'
import { answerConnectorsAtOnce } from '../../src/load/connector-answers.ts'
import { publishedOnce, publishedStored, type PublishedPair } from '../../src/load/connector-invariants.ts'
import { placeOf, turns } from '../../src/load/connector-pairs.ts'
import { deploymentsFor } from '../../src/load/connector-set-up.ts'
import { checkPublished, checkStanding, connectorSteps } from '../../src/load/connector-steps.ts'
import { readObject } from '../../src/load/body-checks.ts'
import { connectors, connectorsLoad } from '../../src/load/connectors.ts'
import { createUser } from '../../src/load/user.ts'

const approved = (place: number) => ({
  flowId: `flow-${place}`,
  appName: `app-${place}`,
  version: '1',
  ring: 'LAB' as const,
})
const published = (plane: string, id = 'object') =>
  JSON.stringify({ connector_type: plane, status: 'success', connector_object_id: id })

describe('the profile connectors', () => {
  it('takes turns in the shares of its mix', () => {
    const share = (operation: string) =>
      (turns.filter((turn) => turn === operation).length / turns.length) * 100
    expect(Object.fromEntries(Object.keys(connectors.mix).map((name) => [name, share(name)]))).toEqual(
      connectors.mix,
    )
  })

  it('has about 10,000 deployments in the full form, so many for each user', () => {
    const count = deploymentsFor(connectors, formOf(connectors, 'full'))
    expect(count % connectors.users).toBe(0)
    expect(Math.round(count / 1000)).toBe(10)
  })

  it('lets each user begin at another turn', () => {
    const done: string[] = []
    const user = createUser({
      plan: { mix: {}, rampSeconds: 1, holdSeconds: 1, thinkSeconds: { min: 0, max: 0 }, seed: 1 },
      turns: ['a', 'b', 'c'],
      firstTurn: () => 2,
      steps: { a: () => done.push('a'), b: () => done.push('b'), c: () => done.push('c') },
      startedAtMs: () => 0,
      userNumber: () => 2,
      tagPhase: () => {},
      sleep: () => {},
      random: () => 0,
      randomSeed: () => {},
      nowMs: () => 0,
    })
    for (let turn = 0; turn < 4; turn += 1) user()
    expect(done.join('')).toBe('cabc')
  })

  it('gives no two users, and no user twice, the same deployment', () => {
    const places = [1, 2, 3].flatMap((user) => [0, 1, 2].map((taken) => placeOf(user, taken, 3)))
    expect(new Set(places).size).toBe(9)
  })

  it('measures its ceiling against answers that pass its checks', () => {
    const deploy = answerConnectorsAtOnce('POST', '/api/v1/connectors/jamf/deploy')
    const look = answerConnectorsAtOnce('GET', '/api/v1/connectors/jamf/status/flow-1')
    expect(checkPublished(deploy.body, 'jamf')).toBe('ok')
    expect(checkStanding(look.body, { plane: 'jamf', flowId: 'flow-1', objectId: 'load-object' })).toBe('ok')
    expect(answerConnectorsAtOnce('GET', '/').status).toBe(200)
    expect(connectorsLoad.buildBodies('run', 1, 5)).toEqual([])
  })
})

describe('a body', () => {
  it.each([
    [published('jamf'), undefined, 'ok'],
    [published('jamf'), 'object', 'ok'],
    [published('jamf'), 'other', 'other-record'],
    [published('sccm'), undefined, 'other-record'],
    [
      JSON.stringify({ connector_type: 'jamf', status: 'failed', connector_object_id: null }),
      undefined,
      'missing-field',
    ],
    ['<html>', undefined, 'not-json'],
  ])('of a publication on Jamf that is %s, asked for %s, is %s', (body, objectId, outcome) => {
    expect(checkPublished(body, 'jamf', objectId)).toBe(outcome)
  })

  it.each([
    [{}, 'ok'],
    [{ status: 'in_progress' }, 'ok'],
    [{ status: 'failed' }, 'missing-field'],
    [{ correlation_id: 'flow-2' }, 'other-record'],
    [{ connector_object_id: 'x' }, 'other-record'],
  ])('of a look that differs by %j is %s', (more, outcome) => {
    const body = {
      connector_type: 'jamf',
      correlation_id: 'flow-1',
      connector_object_id: 'o',
      status: 'installed',
    }
    const asked = { plane: 'jamf', flowId: 'flow-1', objectId: 'o' } as const
    expect(checkStanding(JSON.stringify({ ...body, ...more }), asked)).toBe(outcome)
    expect(checkStanding('', asked)).toBe('not-json')
  })
})

describe('a publisher', () => {
  function publisher(deployments: number, status = 200) {
    const sent: { line: string; body: string | null }[] = []
    const steps = connectorSteps({
      plan: {
        baseUrl: '',
        expectedStatus: connectors.expectedStatus,
        bodySampleShare: 1,
        requestTimeout: '10s',
        slowMs: [],
      },
      users: 2,
      deployments: Array.from({ length: deployments }, (_, place) => approved(place)),
      http: {
        request: (method, url, body) => {
          sent.push({ line: `${method} ${url.replace('/api/v1/connectors/', '')}`, body })
          const [plane = ''] = url.replace('/api/v1/connectors/', '').split('/')
          return { status, body: published(plane), timings: { duration: 1 } }
        },
        expectedStatuses: (expected) => expected,
      },
      sessions: [{ cookie: 'c', csrfToken: 't' }],
      userNumber: () => 2,
      random: () => 0,
      randomUuid: () => 'uuid',
      onBodyChecked: () => {},
      onSlow: () => {},
    })
    const run = (...names: string[]) => names.forEach((name) => steps[`connectors.${name}`]?.())
    return { run, sent, lines: () => sent.map(({ line }) => line) }
  }

  it('takes a new deployment of its own for each publication on a plane', () => {
    const { run, sent } = publisher(6)
    run('deploy/jamf', 'deploy/sccm', 'deploy/jamf')
    expect(sent.map(({ line, body }) => [line, readObject(body)])).toEqual([
      ['POST jamf/deploy', expect.objectContaining({ deployment_intent_id: 'flow-1', app_name: 'app-1' })],
      ['POST sccm/deploy', expect.objectContaining({ deployment_intent_id: 'flow-1' })],
      ['POST jamf/deploy', expect.objectContaining({ deployment_intent_id: 'flow-3' })],
    ])
  })

  it('looks at and repairs what it published', () => {
    const { run, lines } = publisher(6)
    run('deploy/jamf', 'status', 'remediate')
    expect(lines()).toEqual(['POST jamf/deploy', 'GET jamf/status/flow-1', 'POST jamf/remediate'])
  })

  it('publishes where there is nothing to look at or to repair yet', () => {
    const { run, lines } = publisher(6, 503)
    run('status', 'remediate')
    expect(lines()).toEqual(['POST intune/deploy', 'POST intune/deploy'])
  })

  it('looks where no pair is left, and does nothing where nothing was ever published', () => {
    const { run, lines } = publisher(2)
    run('deploy/jamf', 'deploy/jamf')
    expect(lines()).toEqual(['POST jamf/deploy', 'GET jamf/status/flow-1'])
    const none = publisher(0)
    none.run('deploy/jamf', 'remediate')
    expect(none.lines()).toEqual([])
  })

  it('forgets the oldest of many', () => {
    const { run, lines } = publisher(40)
    for (let turn = 0; turn < 10; turn += 1) run('deploy/jamf')
    run('status')
    expect(lines().at(-1)).toBe('GET jamf/status/flow-5')
  })
})

describe('the invariants of connectors', () => {
  const pair = (more: Partial<PublishedPair> = {}): PublishedPair => ({
    flowId: 'f',
    plane: 'jamf',
    started: 1,
    completed: 1,
    objects: 1,
    ...more,
  })
  const untouched = pair({ started: 0, completed: 0, objects: 0 })
  const counts = { accepted: 1, unknown: 0, countsComplete: true, looksAtAll: true }

  it('hold where each publication has its events and one object', () => {
    expect(publishedStored(counts, [pair(), untouched], undefined)).toMatchObject({
      verdict: 'PASS',
      checked: 1,
    })
    expect(publishedOnce([pair(), untouched], undefined)).toMatchObject({ verdict: 'PASS', checked: 2 })
  })

  it.each([
    [{ completed: 2 }, 'have their events not exactly once'],
    [{ started: 0 }, 'have their events not exactly once'],
    [{ objects: 0 }, 'are not on the plane'],
    [{ started: 0, completed: 0 }, '1 deploys accepted, 0 publications have their events.'],
  ])('are broken by %j', (more, words) => {
    const { verdict, violations } = publishedStored(counts, [pair(more)], undefined)
    expect(verdict).toBe('FAIL')
    expect(violations.join(' ')).toContain(words)
  })

  it('are broken by a second object', () => {
    const twice = Array.from({ length: 4 }, () => pair({ objects: 2 }))
    expect(publishedOnce(twice, undefined).violations).toEqual([
      '4 publications have more than one object on the plane: f on jamf, f on jamf, f on jamf, ….',
    ])
  })

  it('know a range where answers are missing, and a sample where not all was looked up', () => {
    const more = { ...counts, accepted: 0, unknown: 1 }
    expect(publishedStored(more, [pair()], undefined)).toMatchObject({
      verdict: 'PASS',
      note: expect.stringContaining('up to 1 more may have'),
    })
    const sample = { ...counts, accepted: 9, looksAtAll: false }
    expect(publishedStored(sample, [pair()], undefined)).toMatchObject({
      verdict: 'PASS',
      note: expect.stringContaining('of 1 of 9 accepted deploys'),
    })
  })

  it('are open where nothing could be read, or nothing was there', () => {
    const open = [
      publishedStored(counts, [pair()], 'It is down.'),
      publishedStored({ ...counts, countsComplete: false }, [pair()], undefined),
      publishedStored({ ...counts, accepted: 0 }, [], undefined),
      publishedOnce([pair()], 'It is down.'),
      publishedOnce([pair({ objects: undefined })], undefined),
    ]
    expect(open.map(({ verdict }) => verdict)).toEqual(Array(5).fill('UNEVALUATED'))
  })
})
