// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { Client } from '../../src/client/client.ts'
import { fromOwnAddress } from '../../src/client/own-address.ts'
import { signInAll } from '../../src/load/sessions.ts'
import { password, startEucora } from '../support/eucora.ts'

const users = ['loadtest_user', 'cab_approver'].map((username) => ({ username, password }))

describe('signing in the users of a load', () => {
  it('names an address of its own at each sign-in, and at no later call', async () => {
    await using target = await startEucora()
    await using client = new Client({ baseUrl: target.url })
    const [first] = await signInAll(client, users, 5)
    await first?.call('deployments.list', {})
    const forwarded = target.received.map(
      ({ path, headers }) => `${path} ${String(headers['x-forwarded-for'])}`,
    )
    expect(forwarded.toSorted()).toEqual([
      '/api/v1/auth/login 198.18.0.1',
      '/api/v1/auth/login 198.18.0.2',
      '/api/v1/auth/login 198.18.0.3',
      '/api/v1/auth/login 198.18.0.4',
      '/api/v1/auth/login 198.18.0.5',
      '/api/v1/deployments/list undefined',
    ])
  })

  it('has four sign-ins under way at most, and begins none once one is refused', async () => {
    await using target = await startEucora({ refused: () => true })
    await using client = new Client({ baseUrl: target.url })
    await expect(signInAll(client, users, 50)).rejects.toThrow('refuses to sign in')
    expect(target.received.length).toBeLessThanOrEqual(4)
  })

  it.each([
    [0, '198.18.0.1'],
    [254, '198.18.0.255'],
    [255, '198.18.1.0'],
    [65_534, '198.18.255.255'],
    [65_535, '198.19.0.0'],
    [131_070, '198.19.255.255'],
  ])('gives user %i the address %s', (place, address) => {
    expect(fromOwnAddress(place)).toEqual({ 'x-forwarded-for': address })
  })

  it('gives a thousand users a thousand addresses', () => {
    const all = Array.from({ length: 1000 }, (_, place) => fromOwnAddress(place)['x-forwarded-for'])
    expect(new Set(all).size).toBe(1000)
  })
})
