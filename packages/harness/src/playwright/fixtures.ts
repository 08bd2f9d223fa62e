// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import type { Faker } from '@faker-js/faker'
import { faker as english } from '@faker-js/faker/locale/en'
import { anonymous, type Actor } from '../client/actor.ts'
import { Client } from '../client/client.ts'
import { loadConfig, runIdFrom, type ResolvedConfig } from '../config.ts'
import type { SessionRole } from '../contract/session-roles.ts'
import { credentialsFrom } from '../credentials.ts'
import { HarnessError } from '../errors.ts'
import type { Exchange } from '../journal/exchange.ts'
import { Journal } from '../journal/journal.ts'
import { ActorPool } from './actor-pool.ts'
import { isAlone } from './about.ts'
import { mayBeShared } from './allow-global.ts'
import { attachEvidence } from './evidence.ts'
import { expect, redactWith } from './matchers.ts'
import { startOwnStandIn, type OwnStandIn } from './own-stand-in.ts'
import { referenceDate, seedOf } from './seeding.ts'
import { Planes } from './planes.ts'
import { quickenStacks } from './quick-stacks.ts'
import { StandInControl, type Reconciled } from '../strength/control.ts'
import { asStep, withoutStep } from './step.ts'
import { decideSteps, stepsAreShown } from './steps.ts'
import { isStrengthRun, trialOf, type Trial } from './trials.ts'
import { spare, TrialTarget } from './trial-target.ts'
import { testWithoutBrowser } from './without-browser.ts'

/** What one worker keeps over its scenarios for one target. */
export interface Connection {
  readonly client: Client
  readonly journal: Journal
  readonly pool: ActorPool
}

/** What a scenario has at hand. */
export interface ScenarioFixtures {
  readonly connection: Connection
  /** In a strength run: the target with a planted defect, on which failing is as good as passing. */
  readonly trial: Trial | undefined
  /** The stand-in that a scenario which is `alone` has for itself; undefined for any other. */
  readonly ownStandIn: OwnStandIn | undefined
  /** The rows and the clock of that stand-in. */
  readonly standIn: StandInControl
  /** The execution planes beside the target; on a target without them the scenario is not supported. */
  readonly planes: Planes
  /** Reads back on their planes what was published of one flow, as the stand-in does by itself from time to time. */
  readonly reconcile: (flowId: string) => Promise<readonly Reconciled[]>
  /** A signed-in user of a role: another one at each request, the same one for the same name. */
  readonly as: (role: SessionRole, name?: string) => Promise<Actor>
  /** A caller without a session. */
  readonly anonymous: Actor
  /** The exchanges of this scenario so far, without secrets. */
  readonly journal: { exchanges(): readonly Exchange[] }
  /** Data that the run id and the scenario's title decide. */
  readonly faker: Faker
  /** Attaches what the author of a failing scenario needs; runs by itself. */
  readonly evidence: { readonly from: number }
}

export interface WorkerFixtures {
  readonly harnessConfig: ResolvedConfig
  /** Names this run; all that a scenario creates carries it. */
  readonly runId: string
  /** Gives the worker's connection to a target, opened at the first request, or a fresh one where it is a new target. */
  readonly connectionTo: (targetUrl: string, isNew: boolean) => Connection
  /** In a strength run: what the worker has for the defect that it is at. */
  readonly trialTarget: TrialTarget
}

export const test = testWithoutBrowser().extend<ScenarioFixtures, WorkerFixtures>({
  harnessConfig: [
    async ({}, use, { config }) => use(await loadConfig(config.rootDir)),
    { scope: 'worker', box: 'self' },
  ],

  runId: [async ({}, use) => use(runIdFrom(process.env)), { scope: 'worker', box: 'self' }],

  connectionTo: [
    async (
      { harnessConfig: { reports, timeoutMs } },
      use,
      { workerIndex, parallelIndex, config, project },
    ) => {
      quickenStacks()
      decideSteps(project.use)
      const around = stepsAreShown() ? asStep : withoutStep
      await using open = new AsyncDisposableStack()
      const journal = open.use(
        // Trials keep journals of their own, and leave those of the clean run as they are.
        new Journal(
          isStrengthRun()
            ? {}
            : { file: join(reports, 'scenarios', 'journal', `worker-${workerIndex}.ndjson`) },
        ),
      )
      redactWith(journal.redactor)
      const share = { index: parallelIndex, workers: config.workers, started: workerIndex }
      const connections = new Map<string, Connection>()
      await use((targetUrl, isNew) => {
        // The port of a stand-in that has ended may be that of another one.
        const known = isNew ? undefined : connections.get(targetUrl)
        if (known !== undefined) return known
        const client = open.use(new Client({ baseUrl: targetUrl, journal, timeoutMs, around }))
        const connection = {
          client,
          journal,
          pool: new ActorPool(client, credentialsFrom(process.env), share),
        }
        connections.set(targetUrl, connection)
        return connection
      })
    },
    { scope: 'worker', box: 'self' },
  ],

  trialTarget: [
    async ({ harnessConfig: { timeoutMs } }, use) => {
      await using target = new TrialTarget(process.env['EUCORA_BASE_URL'] ?? '', timeoutMs)
      await use(target)
    },
    { scope: 'worker', box: 'self' },
  ],

  trial: [
    async ({ trialTarget }, use, testInfo) => {
      const trial = trialOf(testInfo.annotations)
      if (trial !== undefined && (await trialTarget.isSpared(trial))) spare(testInfo)
      await use(trial)
    },
    { box: 'self' },
  ],

  ownStandIn: [
    async ({ trial }, use, testInfo) => {
      if (!isAlone(testInfo.annotations)) return use(undefined)
      const url = configuredUrl()
      const own = await startOwnStandIn(url, trial && [trial.defect])
      testInfo.skip(own === undefined && !mayBeShared(url), 'It changes what every caller of the target sees')
      await use(own)
      await own?.stop()
    },
    { box: 'self' },
  ],

  standIn: [
    async ({ ownStandIn }, use, testInfo) => {
      testInfo.skip(
        ownStandIn === undefined && isAlone(testInfo.annotations),
        'The target has no control API',
      )
      if (ownStandIn !== undefined) return use(ownStandIn.control)
      throw new HarnessError(
        'usage',
        'A scenario steers a stand-in that it shares with others',
        'Declare it `alone: true`',
      )
    },
    { box: 'self' },
  ],

  connection: [
    async ({ connectionTo, ownStandIn, trial, trialTarget }, use) => {
      if (trial === undefined)
        return use(connectionTo(ownStandIn?.url ?? configuredUrl(), ownStandIn !== undefined))
      if (ownStandIn === undefined) return use(await trialTarget.connection())
      const connection = trialTarget.connectTo(ownStandIn.url)
      await using _closed = connection.client
      await use(connection)
    },
    { box: 'self' },
  ],

  evidence: [
    async ({ connection: { client, journal }, trial, trialTarget }, use, testInfo) => {
      const from = journal.position
      await use({ from })
      if (trial !== undefined) {
        trialTarget.noteEnd(testInfo)
        // Playwright would start another worker after each unexpected outcome, which takes longer than the scenario.
        testInfo.expectedStatus = testInfo.status ?? 'passed'
        return
      }
      await attachEvidence(testInfo, journal.since(from), client.baseUrl)
      journal.flush()
    },
    { auto: true, box: 'self' },
  ],

  planes: [
    async ({ connection, evidence }, use, testInfo) => {
      const planes = new Planes(process.env['EUCORA_SERVERS'])
      testInfo.skip(!planes.areThere, 'No execution planes run beside the target')
      await use(planes)
      const requestIds = connection.journal.since(evidence.from).map(({ requestId }) => requestId)
      expect(await planes.unmatched(requestIds), 'calls that a plane has no route for').toEqual([])
    },
    { box: 'self' },
  ],

  reconcile: [
    async ({ connection: { client } }, use) => {
      const control = new StandInControl(client.baseUrl)
      await use((flowId) => control.reconcile(flowId))
    },
    { box: 'self' },
  ],

  as: [async ({ connection }, use) => use(connection.pool.casting()), { box: 'self' }],

  anonymous: [async ({ connection }, use) => use(anonymous(connection.client)), { box: 'self' }],

  journal: [
    async ({ connection: { journal }, evidence }, use) =>
      use({ exchanges: () => journal.since(evidence.from) }),
    { box: 'self' },
  ],

  faker: [
    async ({ runId }, use, testInfo) => {
      const seed = seedOf(runId, testInfo.title, testInfo.repeatEachIndex)
      testInfo.annotations.push({ type: 'seed', description: `${seed} (EUCORA_RUN_ID=${runId} replays it)` })
      english.seed(seed)
      english.setDefaultRefDate(referenceDate)
      await use(english)
    },
    { box: 'self' },
  ],
})

function configuredUrl(): string {
  const url = process.env['EUCORA_BASE_URL']
  if (url !== undefined && url !== '') return url
  throw new HarnessError(
    'configuration',
    'EUCORA_BASE_URL is not set, so the scenarios have no target',
    'Run `npm run scenarios`, or name the global set-up of @eucora/harness in playwright.config.ts',
  )
}
