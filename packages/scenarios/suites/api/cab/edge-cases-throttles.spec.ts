// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { signIn } from '@eucora/harness'
import { contract } from '@eucora/harness/contract'
import { countedCalls } from '../../../src/counted-calls.ts'
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'EdgeCases', rule: 'throttles-spare-nobody', alone: true } as const

const anHourMs = 3600 * 1000

test(
  'a user calls the legacy decisions a hundred times an hour, whatever the name, and again an hour later',
  about(inClass),
  async ({ as, connection, standIn }) => {
    // The code once spared this name (D-22).
    const credential = { username: 'cab_approver', password: process.env['EUCORA_PASSWORD'] ?? '' }
    const approver = await signIn(connection.client, credential, 'cab_member')
    const colleague = await as('cab_member')
    const decideBy = async (member: typeof approver) => {
      const params = { correlation_id: randomUUID() }
      return member.call('cab.legacy.reject', { params, body: {} })
    }

    const first = await Promise.all(Array.from({ length: 100 }, () => decideBy(approver)))
    const next = await decideBy(approver)

    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([404]))
    expect(next).toBeRefused(429)
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(3000)
    expect(await decideBy(colleague)).toBeRefused(404)
    answered(await approver.call('cab.legacy.pending', {}), 200)
    await standIn.advance(anHourMs)
    expect(await decideBy(approver)).toBeRefused(404)
  },
)

test(
  'an address without a session calls a thousand times an hour, whatever address it claims to forward',
  about(inClass),
  async ({ anonymous, connection, standIn }) => {
    const callFrom = (address: string) =>
      anonymous.send('health.api.live', { headers: { 'x-forwarded-for': address } })

    const statuses = await countedCalls({
      baseUrl: connection.client.baseUrl,
      path: contract['health.api.live'].path,
      calls: 1000,
      headers: (call) => ({ 'x-forwarded-for': `203.0.113.${call % 20}` }),
    })

    expect(statuses).toHaveLength(1000)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await callFrom('198.51.100.1')).toBeRefused(429)
    await standIn.advance(anHourMs)
    expect(await callFrom('198.51.100.1')).toHaveStatus(200)
  },
)
