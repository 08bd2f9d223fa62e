// SPDX-License-Identifier: Apache-2.0
import type { TestInfo } from '@playwright/test'
import { Client } from '../client/client.ts'
import { credentialsFrom } from '../credentials.ts'
import { HarnessError } from '../errors.ts'
import { Journal } from '../journal/journal.ts'
import { ActorPool } from './actor-pool.ts'
import type { Connection } from './fixtures.ts'
import { redactWith } from './matchers.ts'
import { startOwnStandIn, type OwnStandIn } from './own-stand-in.ts'
import type { Trial } from './trials.ts'

/** Five of the twenty users of a role take turns, since each signs in anew on each stand-in. */
const share = { index: 0, workers: 4, started: 0 }
/** Another stand-in then: five users' throttles must hold, and a scenario has no thousand rows of others to look through. */
const mostOnOneStandIn = 12

const sparedType = 'spared'

interface At {
  readonly defect: string
  kills: number
  /** How many trials the stand-in has seen. */
  trials: number
  opened: { readonly standIn: OwnStandIn; readonly connection: Connection } | undefined
}

/**
 * What a worker has for the defect that it is at: a stand-in with this defect, the users signed in there, and how often
 * it was noticed. All trials of a defect come one after the other, so the next defect ends it.
 */
export class TrialTarget implements AsyncDisposable {
  readonly #baseUrl: string
  readonly #timeoutMs: number
  #at: At | undefined

  /** Takes the URL of the stand-in that starts the others. */
  constructor(baseUrl: string, timeoutMs: number) {
    this.#baseUrl = baseUrl
    this.#timeoutMs = timeoutMs
  }

  /** Goes to a trial's defect; answers whether the trial is spared, since enough others noticed the defect. */
  async isSpared({ defect, enough }: Trial): Promise<boolean> {
    const at = this.#at?.defect === defect ? this.#at : undefined
    if (at !== undefined && at.kills >= enough) return true
    if (at !== undefined && at.trials < mostOnOneStandIn) {
      at.trials += 1
      return false
    }
    await this[Symbol.asyncDispose]()
    this.#at = { defect, kills: at?.kills ?? 0, trials: 1, opened: undefined }
    return false
  }

  /** The connection to the stand-in with the defect, which is started at the first call. */
  async connection(): Promise<Connection> {
    const at = this.#at
    if (at === undefined) throw new HarnessError('internal', 'A trial has no defect', 'Report this defect')
    if (at.opened === undefined) {
      const standIn = await startOwnStandIn(this.#baseUrl, [at.defect])
      if (standIn === undefined)
        throw new HarnessError(
          'usage',
          `${this.#baseUrl} has no control API, so it has no defects`,
          'Strength runs are for the stand-in, started with --control',
        )
      at.opened = { standIn, connection: this.connectTo(standIn.url) }
    }
    redactWith(at.opened.connection.journal.redactor)
    return at.opened.connection
  }

  /** A connection with a journal of its own: secrets of other stand-ins need not be looked for. The caller closes it. */
  connectTo(url: string): Connection {
    const journal = new Journal()
    const client = new Client({ baseUrl: url, journal, timeoutMs: this.#timeoutMs })
    redactWith(journal.redactor)
    return { client, journal, pool: new ActorPool(client, credentialsFrom(process.env), share) }
  }

  /** Counts a scenario that failed by an assertion. The reporter has the last word; what was spared wrongly is tried later. */
  noteEnd({ status, errors }: Pick<TestInfo, 'status' | 'errors'>): void {
    const byAssertion =
      status === 'failed' && errors.some(({ message }) => message?.includes('expect(') === true)
    if (byAssertion && this.#at !== undefined) this.#at.kills += 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const opened = this.#at?.opened
    this.#at = undefined
    await opened?.connection.client[Symbol.asyncDispose]()
    await opened?.standIn.stop()
  }
}

/** Leaves a trial out, and says so to the reporter. */
export function spare(testInfo: TestInfo): void {
  testInfo.annotations.push({ type: sparedType })
  testInfo.skip(true, 'Enough scenarios noticed this defect')
}

/** Whether a trial was left out. */
export function isSparedTrial(annotations: readonly { readonly type: string }[]): boolean {
  return annotations.some(({ type }) => type === sparedType)
}
