// SPDX-License-Identifier: Apache-2.0
import { Client } from '@eucora/harness'
import { contract, type Operation, type OperationId } from '@eucora/harness/contract'
import { test as base, withTrials, type Connection } from '@eucora/harness/playwright'
import { createGiven, type Given } from './given.ts'
import { announced, OutsideServer } from './outside.ts'
import { PackageShare, usedPackages } from './package-share.ts'

interface Fixtures {
  /** Ways to reach a state through the public API. */
  readonly given: Given
  /** The mock of an outside system beside the target; a target without it does not support the scenario. */
  readonly outside: (name: string) => OutsideServer
  /** Ends the scenario as not supported where the target lacks an operation that only EUCORA's documents name. */
  readonly needs: (id: OperationId) => Promise<void>
}

interface WorkerFixtures {
  /** The evidence packages that this worker may use up on a target; a fresh one has all of them. */
  readonly packagesOn: (connection: Connection, isFresh: boolean) => Promise<PackageShare>
}

const scenario = base.extend<Fixtures, WorkerFixtures>({
  packagesOn: [
    async ({}, use, { parallelIndex, config: { workers } }) => {
      await using clients = new AsyncDisposableStack()
      const shares = new WeakMap<Connection, Promise<PackageShare>>()
      const share = { index: parallelIndex, workers }
      const read = async (baseUrl: string, isFresh: boolean) => {
        if (isFresh) return new PackageShare(share)
        const client = clients.use(new Client({ baseUrl }))
        return new PackageShare(share, await usedPackages(client, process.env))
      }
      await use((connection, isFresh) => {
        const known = shares.get(connection) ?? read(connection.client.baseUrl, isFresh)
        shares.set(connection, known)
        return known
      })
    },
    { scope: 'worker', box: 'self' },
  ],

  given: [
    async ({ faker, runId, connection, trial, ownStandIn, packagesOn }, use) => {
      const isFresh = trial !== undefined || ownStandIn !== undefined
      await use(createGiven(faker, runId, () => packagesOn(connection, isFresh)))
    },
    { box: 'self' },
  ],

  outside: [
    async ({}, use, testInfo) =>
      use((name) => {
        const url = announced(name)
        testInfo.skip(url === undefined, `No mock of ${name} runs beside the target`)
        return new OutsideServer(url ?? '')
      }),
    { box: 'self' },
  ],

  needs: [
    async ({ anonymous, ownStandIn, trial }, use, testInfo) => {
      // A stand-in without the route is broken, so only another target may lack it.
      const isStandIn = (ownStandIn ?? trial ?? process.env['EUCORA_SERVERS']) !== undefined
      await use(async (id) => {
        const { origin }: Operation = contract[id]
        if (isStandIn || origin !== 'documented') return
        const { httpStatus, headers } = await anonymous.send(id, { params: anything })
        const isHtml = headers['content-type']?.startsWith('text/html') === true
        testInfo.skip(httpStatus === 404 && isHtml, `The target has no route for ${id}`)
      })
    },
    { box: 'self' },
  ],
})

/** Nothing that exists: a route is there or not whatever it is asked about. */
const anything = { connector_type: 'none', correlation_id: 'none' }

/** Declares a scenario: one rule of governance. */
export const test = withTrials(scenario)

export { about, answered, attachRoleRow, expect, planeNames } from '@eucora/harness/playwright'
