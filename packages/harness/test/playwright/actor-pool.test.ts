// SPDX-License-Identifier: Apache-2.0
import { expect, it, onTestFinished } from 'vitest'
import { Client } from '../../src/client/client.ts'
import { credentialsFrom } from '../../src/credentials.ts'
import { ActorPool } from '../../src/playwright/actor-pool.ts'
import { password, startEucora } from '../support/eucora.ts'

async function poolOf(
  index: number,
  workers: number,
  refused: (username: string) => boolean = () => false,
  started = index,
) {
  const server = await startEucora({ refused })
  const client = new Client({ baseUrl: server.url })
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })
  return {
    server,
    pool: new ActorPool(client, credentialsFrom({ EUCORA_PASSWORD: password }), { index, workers, started }),
  }
}

it('scenarios one after the other go round in the share of their worker, and sign each user in once', async () => {
  const { pool, server } = await poolOf(1, 8)
  const names: string[] = []
  for (let scenario = 0; scenario < 4; scenario += 1) {
    names.push((await pool.casting()('staff')).username)
  }
  expect(names).toEqual(['staff-03', 'staff-04', 'staff-03', 'staff-04'])
  expect(server.received).toHaveLength(2)
})

it('a worker that takes the place of another begins one user further, so that none is used up', async () => {
  const names = await Promise.all(
    [1, 3, 5, 41].map(async (started) => {
      const { pool } = await poolOf(1, 2, undefined, started)
      return (await pool.casting()('user')).username
    }),
  )
  expect(names).toEqual(['user-11', 'user-12', 'user-13', 'user-11'])
})

it('one scenario gets as many different users as there are, and not one more', async () => {
  const { pool } = await poolOf(7, 8)
  const as = pool.casting()
  const cast = await Promise.all(Array.from({ length: 20 }, () => as('submitter')))
  expect(new Set(cast.map(({ username }) => username)).size).toBe(20)
  await expect(as('submitter')).rejects.toMatchObject({ kind: 'configuration' })
})

it('two workers share no user as long as their shares suffice', async () => {
  const users = await Promise.all(
    [0, 1].map(async (index) => {
      const { pool } = await poolOf(index, 2)
      const as = pool.casting()
      return (await Promise.all(Array.from({ length: 10 }, () => as('user')))).map(({ username }) => username)
    }),
  )
  expect(new Set(users.flat()).size).toBe(20)
})

it('every worker that a run starts signs in from an address of its own', async () => {
  const { pool, server } = await poolOf(1, 2, undefined, 41)
  await pool.casting()('staff')
  await pool.casting()('user')
  const addresses = server.received.map(({ headers }) => headers['x-forwarded-for'])
  expect(addresses).toEqual(['198.18.0.42', '198.18.0.42'])
})

it('a sign-in that failed is tried again', async () => {
  let open = false
  const { pool } = await poolOf(0, 20, () => !open)
  await expect(pool.casting()('publisher')).rejects.toMatchObject({ kind: 'credentials-refused' })
  open = true
  expect((await pool.casting()('publisher')).username).toBe('publisher-01')
})
