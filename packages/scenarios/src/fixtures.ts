// SPDX-License-Identifier: Apache-2.0
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
      const shares = new WeakMap<Connection, Promise<PackageShare>>()
      const read = async (baseUrl: string, isFresh: boolean) => {
        const used = isFresh ? [] : await usedPackages(baseUrl, process.env)
        return new PackageShare({ index: parallelIndex, workers }, used)
      }
      await use((connection, isFresh) => {
        const share = shares.get(connection) ?? read(connection.client.baseUrl, isFresh)
        shares.set(connection, share)
        return share
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
