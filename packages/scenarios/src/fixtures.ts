// SPDX-License-Identifier: Apache-2.0
import { Client } from '@eucora/harness'
import { test as base, withTrials, type Connection } from '@eucora/harness/playwright'
import { createGiven, type Given } from './given.ts'
import { announced, OutsideServer } from './outside.ts'
import { PackageShare, usedPackages } from './package-share.ts'

interface Fixtures {
  /** Ways to reach a state through the public API. */
  readonly given: Given
  /** The mock of an outside system beside the target; a target without it does not support the scenario. */
  readonly outside: (name: string) => OutsideServer
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
})

/** Declares a scenario: one rule of governance. */
export const test = withTrials(scenario)

export { about, answered, attachRoleRow, expect, planeNames } from '@eucora/harness/playwright'
