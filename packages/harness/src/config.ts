// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type, type Static } from './contract/schema.ts'
import { closed } from './contract/envelopes.ts'
import { conforms } from './contract/check.ts'
import { schemaProblems } from './contract/validate.ts'
import { HarnessError, messageOf } from './errors.ts'
import type { Workload } from './load/workload.ts'

const configFile = 'harness.config.ts'

const ConfigSchema = closed({
  target: closed({
    /** Program and arguments that start the default target; it prints one line `{"name","url"}` for each server. */
    command: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    /** Which of those servers is the target. */
    server: Type.String({ minLength: 1 }),
    /** How long it may take until all its servers listen. Default 20,000. */
    startTimeoutMs: Type.Optional(Type.Integer({ minimum: 1 })),
    /** More arguments while it is loaded, such as raised throttles; run.json records them. Default: none. */
    loadArgs: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  }),
  /** Limit of each call. Default 10,000. */
  timeoutMs: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Folder of all reports, seen from the configuration file. Default `reports`. */
  reports: Type.Optional(Type.String({ minLength: 1 })),
  /** The loads that can be run, by name; each is loaded when it is run, since whoever runs suites needs none. Default: none. */
  profiles: Type.Optional(Type.Record(Type.String(), Type.Unsafe<() => Promise<Workload>>({}))),
})

/** What `harness.config.ts` says. A target is configured as Playwright configures a web server. */
export type HarnessConfig = Static<typeof ConfigSchema>

/** The configuration with its defaults and absolute paths. */
export interface ResolvedConfig {
  /** Folder of the configuration file. */
  readonly root: string
  readonly target: {
    readonly command: readonly string[]
    readonly server: string
    readonly startTimeoutMs: number
    readonly loadArgs: readonly string[]
  }
  readonly timeoutMs: number
  readonly reports: string
  readonly profiles: Readonly<Record<string, () => Promise<Workload>>>
}

/** Gives a configuration its type. */
export function defineConfig(config: HarnessConfig): HarnessConfig {
  return config
}

/** Reads the configuration above a folder. Throws a HarnessError `configuration` where there is none or it is malformed. */
export async function loadConfig(from: string = process.cwd()): Promise<ResolvedConfig> {
  const path = findUpwards(resolve(from))
  const config = await importDefault(path)
  const root = dirname(path)
  return {
    root,
    target: { startTimeoutMs: 20_000, loadArgs: [], ...config.target },
    timeoutMs: config.timeoutMs ?? 10_000,
    reports: resolve(root, config.reports ?? 'reports'),
    profiles: config.profiles ?? {},
  }
}

function findUpwards(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, configFile)
    if (existsSync(path)) return path
    if (folder === dirname(folder)) break
  }
  throw new HarnessError(
    'configuration',
    `There is no ${configFile} in ${from} or above`,
    'Run the command inside the project, or write one with defineConfig from @eucora/harness',
  )
}

async function importDefault(path: string): Promise<HarnessConfig> {
  let loaded: unknown
  try {
    loaded = await import(pathToFileURL(path).href)
  } catch (error) {
    throw new HarnessError(
      'configuration',
      `${path} cannot be loaded: ${messageOf(error)}`,
      'Correct the file',
      {
        cause: error,
      },
    )
  }
  const config: unknown =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded
  assertConfig(path, config)
  return config
}

function assertConfig(path: string, config: unknown): asserts config is HarnessConfig {
  const problems = problemsOf(config)
  if (problems.length === 0) return
  throw new HarnessError(
    'configuration',
    `${path} is malformed: ${problems.join('; ')}; got ${JSON.stringify(config)}`,
    'Correct the file; its keys are documented at HarnessConfig',
  )
}

function problemsOf(config: unknown): readonly string[] {
  if (!conforms(ConfigSchema, config)) return schemaProblems(ConfigSchema, config)
  // No JSON Schema tells a function from anything else.
  return Object.entries(config.profiles ?? {})
    .filter(([, workload]) => typeof workload !== 'function')
    .map(([name]) => `/profiles/${name} must be a function that loads the workload`)
}

const runIdPattern = /^[A-Za-z0-9-]{4,40}$/

/** The id of this run: `EUCORA_RUN_ID`, which replays the data of the run that had it, else a fresh one. */
export function runIdFrom(env: NodeJS.ProcessEnv): string {
  const given = env['EUCORA_RUN_ID']
  if (given === undefined || given === '') return `run-${crypto.randomUUID().slice(0, 8)}`
  if (runIdPattern.test(given)) return given
  throw new HarnessError(
    'configuration',
    `EUCORA_RUN_ID is "${given}"`,
    'Use 4 to 40 letters, digits and hyphens, or leave it unset for a fresh one',
  )
}
