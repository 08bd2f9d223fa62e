// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { valueAt } from '../../src/replay/json.ts'
import { patched, type Patch } from '../../src/replay/patch.ts'
import type { Exchange, Recording } from '../../src/replay/recording.ts'
import { replayRecording } from '../../src/replay/replay-recording.ts'
import { recordedBackend, theRecording } from './recorded-backend.ts'

interface Plant {
  readonly kind: string
  readonly record: string
  readonly change: (exchange: Exchange) => Exchange
  /** As they are reported. */
  readonly differences: readonly object[]
}

const text: unknown = expect.any(String)
const day = 24 * 3_600_000

function body(...patch: Patch): Plant['change'] {
  return (exchange) => ({ ...exchange, response: patched(exchange.response, patch) })
}

function header(name: string, from: string, to: string): Plant['change'] {
  return (exchange) => {
    const headers = exchange.response_headers
    return { ...exchange, response_headers: { ...headers, [name]: (headers[name] ?? '').replace(from, to) } }
  }
}

/** Single changed values of every kind that a comparison could overlook. */
const plants: readonly Plant[] = [
  {
    kind: 'a status',
    record: 'exc.get',
    change: (exchange) => ({ ...exchange, status: 201 }),
    differences: [{ pointer: '/status', expected: 201, received: 200 }],
  },
  {
    kind: 'a number',
    record: 'policy.riskmodel.staff',
    change: body({ op: 'replace', path: '/factors/0/weight', value: 0.16 }),
    differences: [{ pointer: '/body/factors/0/weight', expected: 0.16, received: 0.15 }],
  },
  {
    kind: 'the order of a list',
    record: 'conn.list',
    change: body(
      { op: 'remove', path: '/connectors/1' },
      { op: 'add', path: '/connectors/0', value: { type: 'jamf', name: 'Jamf', status: 'available' } },
    ),
    differences: [
      { pointer: '/body/connectors/0/type', expected: 'jamf', received: 'intune' },
      { pointer: '/body/connectors/0/name', expected: 'Jamf', received: 'Intune' },
      { pointer: '/body/connectors/1/type', expected: 'intune', received: 'jamf' },
      { pointer: '/body/connectors/1/name', expected: 'Intune', received: 'Jamf' },
    ],
  },
  {
    kind: 'the suffix of a timestamp',
    record: 'cab.submit.manual',
    change: body({ op: 'replace', path: '/submitted_at', value: '2026-11-22T15:49:52.906858+00:00' }),
    differences: [
      { pointer: '/body/submitted_at', expected: '2026-11-22T15:49:52.906858+00:00', received: text },
    ],
  },
  {
    kind: 'the text of a decimal',
    record: 'incident.create',
    change: body({ op: 'replace', path: '/risk_score_at_approval', value: '40.0' }),
    differences: [{ pointer: '/body/risk_score_at_approval', expected: '40.0', received: '40.00' }],
  },
  {
    kind: 'an id of the start state',
    record: 'deploy.list',
    change: body({
      op: 'replace',
      path: '/deployments/5/correlation_id',
      value: '5eed0000-0000-4000-8000-0000000000d5',
    }),
    differences: [
      {
        pointer: '/body/deployments/5/correlation_id',
        expected: '5eed0000-0000-4000-8000-0000000000d5',
        received: '5eed0000-0000-4000-8000-0000000000d4',
      },
    ],
  },
  {
    kind: 'whose id it is',
    record: 'deploy.get',
    change: body({ op: 'replace', path: '/correlation_id', value: '26e20ad7-d781-4d9f-b63e-7cb6faad549c' }),
    differences: [
      { pointer: '/body/correlation_id', expected: '26e20ad7-d781-4d9f-b63e-7cb6faad549c', received: text },
    ],
  },
  {
    kind: 'a key that is missing',
    record: 'auth.me',
    change: body({ op: 'add', path: '/user/groups', value: [] }),
    differences: [{ pointer: '/body/user/groups', expected: [] }],
  },
  {
    kind: 'an expiry',
    record: 'exc.create',
    change: (exchange) => ({ ...exchange, response: aDayLater(exchange.response) }),
    differences: [
      {
        pointer: '/body/expires_at',
        expected: '44640 minutes after requested_at',
        received: '43200 minutes after requested_at',
      },
    ],
  },
  {
    kind: 'an attribute of a cookie',
    record: 'auth.login.ok',
    change: header('Set-Cookie', 'HttpOnly; ', ''),
    differences: [
      {
        pointer: '/headers/Set-Cookie/sessionid',
        expected: 'expires; max-age=86400; path=/; samesite=Lax',
        received: 'expires; httponly; max-age=86400; path=/; samesite=Lax',
      },
    ],
  },
  {
    kind: 'the methods in Allow',
    record: 'event.get405',
    change: header('Allow', 'OPTIONS, POST', 'GET, OPTIONS, POST'),
    differences: [{ pointer: '/headers/Allow', expected: 'GET, OPTIONS, POST', received: 'OPTIONS, POST' }],
  },
  {
    kind: 'an instant of the start state',
    record: 'policy.list',
    change: body({ op: 'replace', path: '/0/created_at', value: '2025-06-02T08:00:01+00:00' }),
    differences: [
      {
        pointer: '/body/0/created_at',
        expected: '2025-06-02T08:00:01+00:00',
        received: '2025-06-02T08:00:00+00:00',
      },
    ],
  },
  {
    kind: 'a placeholder',
    record: 'incident.get',
    change: body({ op: 'replace', path: '/incident_date', value: '{{now-46h}}' }),
    differences: [{ pointer: '/body/incident_date', expected: text, received: text }],
  },
  {
    kind: 'an integer',
    record: 'cab.mine',
    change: body({ op: 'replace', path: '/count', value: 4 }),
    differences: [{ pointer: '/body/count', expected: 4, received: 3 }],
  },
]

describe('a recording with a changed value', () => {
  test.each(plants)('reports $kind, and nothing else', async (plant) => {
    const found = await replayOf([plant])
    expect(found).toEqual([{ record: plant.record, differences: plant.differences }])
  })

  test('reports all 14 at once, each by its record', async () => {
    const found = await replayOf(plants)
    const wanted = plants.map(({ record, differences }) => ({ record, differences }))
    expect(plants).toHaveLength(14)
    expect(found.toSorted(byRecord)).toEqual(wanted.toSorted(byRecord))
  })
})

function byRecord(a: { readonly record: string }, b: { readonly record: string }): number {
  return a.record.localeCompare(b.record)
}

/** What a backend that answers as recorded is said to differ in from a recording with changes. */
async function replayOf(planted: readonly Plant[]) {
  const recording = await theRecording()
  const changed: Recording = {
    ...recording,
    exchanges: recording.exchanges.map((each) => changedBy(planted, each)),
  }
  await using backend = await recordedBackend(recording)
  const { records } = await replayRecording({
    target: backend.url,
    password: 'Aa1-password',
    recording: changed,
  })
  return records
    .filter(({ differences }) => differences.length > 0)
    .map(({ name, differences }) => ({ record: name, differences }))
}

function changedBy(planted: readonly Plant[], exchange: Exchange): Exchange {
  return planted.find(({ record }) => record === exchange.name)?.change(exchange) ?? exchange
}

function aDayLater(exception: unknown): unknown {
  const later = new Date(Date.parse(String(valueAt(exception, '/expires_at'))) + day)
    .toISOString()
    .replace(/\.(\d+)Z$/, '.$1000Z')
  return patched(exception, [{ op: 'replace', path: '/expires_at', value: later }])
}
