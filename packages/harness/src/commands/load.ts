// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util'
import { randomUUID } from 'node:crypto'
import type { ResolvedConfig } from '../config.ts'
import { Type } from '../contract/schema.ts'
import { conforms } from '../contract/check.ts'
import { credentialsFrom } from '../credentials.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { findK6 } from '../load/k6-binary.ts'
import { prepareRunsDir } from '../load/run-files.ts'
import { runLoad, type LoadRunResult } from '../load/runner.ts'
import { sayLess } from '../load/say-less.ts'
import type { Credential } from '../client/actor.ts'
import { loadableTarget } from '../load/loadable.ts'
import { formOf, type FormName, type LoadRole } from '../load/profile.ts'
import { profileOf, type Workload } from '../load/workload.ts'
import { writeWhole } from '../json-file.ts'
import { loadUsers } from '../seed/users.ts'
import { startTarget } from '../target.ts'

const usage = `harness load PROFILE [--short | --brief] [--target URL] [--allow-host HOST] [--generators N] [--batch N]
harness load PROFILE --write-fixture FILE [--short | --brief] [--batch N]

Runs one load profile and judges it. Without --target the configured default target is started.
  --short         5 s ramp and 15 s hold instead of the full length
  --brief         1 s ramp and 4 s hold: for tests of the harness, too short to say much
  --target URL    a backend that already runs; users sign in with EUCORA_PASSWORD or EUCORA_CREDENTIALS
  --allow-host H  load a host other than this machine; may be given more than once
  --generators N  k6 processes that share the load, with one verdict over all; default 1
  --write-fixture FILE  write the rows that a backend needs before this profile (Django's loaddata reads them) and end
  --batch N       which rows, from 1 to 30: a backend that keeps its rows needs others for each run; default 1

Exit codes: 0 all targets met · 1 an invariant is broken · 2 the harness failed · 3 a target was missed
            4 bad usage or configuration · 5 the run is invalid or could not be evaluated`

const LooksLikeWorkload = Type.Object({ profile: Type.Object({}) })

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

interface Options {
  readonly workload: Workload
  readonly form: FormName
  readonly target: string | undefined
  readonly allowedHosts: readonly string[]
  readonly generators: number
  readonly batch: number
  readonly writeFixture: string | undefined
}

/** Where the command writes and what it reads besides its arguments. */
export interface LoadSurroundings {
  readonly env?: NodeJS.ProcessEnv
  readonly out?: (text: string) => void
  readonly err?: (text: string) => void
  readonly start?: typeof startTarget
}

/** Runs a load as the command line says and answers its exit code; SIGINT, SIGTERM and SIGHUP end it early but in order. */
export async function load(
  args: string[],
  config: ResolvedConfig,
  around: LoadSurroundings = {},
): Promise<number> {
  const {
    env = process.env,
    out = (text: string) => void process.stdout.write(`${text}\n`),
    err = (text: string) => void process.stderr.write(`${text}\n`),
    start = startTarget,
  } = around
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  for (const signal of stopSignals) process.on(signal, stop)
  try {
    const options = await readOptions(args, config)
    if (options.writeFixture !== undefined) {
      writeFixture(options, options.writeFixture, out)
      return exitCodes.conformant
    }
    const result = await run(options, config, { env, out, start, signal: stopping.signal })
    const say = sayLess(out, profileOf(options.workload, options.form), options.form)
    for (const line of verdictLines(result)) say(line)
    // Whatever the form, the last line is the path alone.
    out(result.runFile)
    return result.exitCode
  } catch (error) {
    if (error instanceof HarnessError) {
      err(`${error.message}${error.kind === 'usage' ? `\n\n${usage}` : ''}`)
      return error.exitCode
    }
    err(
      `The load failed for a reason that the harness does not know: ${messageOf(error)}. Report this as a bug.`,
    )
    return exitCodes.harnessFailed
  } finally {
    for (const signal of stopSignals) process.off(signal, stop)
  }
}

async function readOptions(args: string[], config: ResolvedConfig): Promise<Options> {
  const { values, positionals } = parse(args)
  const [name, ...more] = positionals
  if (name !== undefined && more.length > 0) {
    throw new HarnessError('usage', `More than one profile is named: ${positionals.join(', ')}`, 'Name one')
  }
  const load = loaderOf(name, config)
  if (values.short && values.brief)
    throw new HarnessError('usage', '--short and --brief exclude each other', 'Drop one')
  const form = values.short ? 'short' : values.brief ? 'brief' : 'full'
  const allowedHosts = values['allow-host'] ?? []
  if (values.target !== undefined) loadableTarget(values.target, allowedHosts)
  return {
    workload: await loaded(load, name),
    form,
    target: values.target,
    allowedHosts,
    generators: wholeNumber('--generators', values.generators, 16),
    batch: wholeNumber('--batch', values.batch, 30),
    writeFixture: values['write-fixture'],
  }
}

function loaderOf(name: string | undefined, { profiles }: ResolvedConfig): () => Promise<Workload> {
  const next = `Name one of: ${Object.keys(profiles).join(', ')}`
  if (name === undefined) throw new HarnessError('usage', 'No profile is named', next)
  const load = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (load === undefined) throw new HarnessError('usage', `There is no profile "${name}"`, next)
  return load
}

async function loaded(load: () => Promise<Workload>, name = ''): Promise<Workload> {
  let workload: Workload
  try {
    workload = await load()
  } catch (error) {
    const what = `The profile "${name}" cannot be loaded: ${messageOf(error)}`
    throw new HarnessError('configuration', what, 'Correct what harness.config.ts loads', { cause: error })
  }
  if (conforms(LooksLikeWorkload, workload)) return workload
  const what = `What is loaded as the profile "${name}" has no profile`
  throw new HarnessError('configuration', what, 'Let harness.config.ts load a Workload')
}

function wholeNumber(name: string, text: string | undefined, most: number): number {
  if (text === undefined) return 1
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= most) return number
  throw new HarnessError('usage', `${name} is "${text}"`, `Give a number from 1 to ${most}`)
}

/** Writes the rows that a backend needs before a run. Throws a HarnessError (exit 4) for a profile that needs none. */
function writeFixture({ workload, form, batch }: Options, file: string, out: (text: string) => void): void {
  const { name } = workload.profile
  if (workload.fixtureRows === undefined) {
    throw new HarnessError('usage', `The profile "${name}" needs no rows besides the seed`, 'Run it')
  }
  const rows = workload.fixtureRows(formOf(profileOf(workload, form), form), batch)
  writeWhole(file, `${JSON.stringify(rows, null, 1)}\n`)
  out(`Wrote ${rows.length} rows. Load them with manage.py loaddata, then run: ${name} --batch ${batch}`)
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        short: { type: 'boolean' },
        brief: { type: 'boolean' },
        target: { type: 'string' },
        'allow-host': { type: 'string', multiple: true },
        generators: { type: 'string' },
        batch: { type: 'string' },
        'write-fixture': { type: 'string' },
      },
    })
  } catch (error) {
    throw new HarnessError('usage', messageOf(error).replace(/\.$/, ''), 'See the usage below', {
      cause: error,
    })
  }
}

interface Running {
  readonly env: NodeJS.ProcessEnv
  readonly out: (text: string) => void
  readonly start: typeof startTarget
  readonly signal: AbortSignal
}

async function run(
  options: Options,
  config: ResolvedConfig,
  { env, out, start, signal }: Running,
): Promise<LoadRunResult> {
  const { workload, form, allowedHosts, generators, batch } = options
  const reportsDir = config.reports
  const common = { workload, form, allowedHosts, generators, batch, reportsDir, say: out, signal }
  if (options.target !== undefined) {
    const given = credentialsOf(env)
    return await runLoad({ ...common, ...given, target: { url: options.target, kind: 'external' } })
  }
  // Nobody has to invent a password for a backend that lives for one run.
  const password = env['EUCORA_PASSWORD'] || randomUUID()
  if (env['EUCORA_BASE_URL'])
    out('EUCORA_BASE_URL is set and not used: a load goes to another target only where --target names it.')
  // What is missing here is told before anything is started.
  await findK6()
  await prepareRunsDir(reportsDir)
  const say = sayLess(out, profileOf(workload, form), form)
  say(`Starting the default target: ${config.target.command.join(' ')}`)
  const args = config.target.loadArgs
  await using target = await start(config, { args, env: { EUCORA_PASSWORD: password } })
  const { url, servers } = target
  return await runLoad({ ...common, ...exempt(password), target: { url, kind: 'stand-in', args, servers } })
}

/** Users to sign in with: anyone, and who stands for each role. */
interface LoadUsers {
  readonly credentials: readonly Credential[]
  readonly credentialsOf: Readonly<Record<LoadRole, readonly Credential[]>>
}

/** The users that throttles exempt, with one password; each stands for a role. */
function exempt(password: string): LoadUsers {
  const one = (username: (typeof loadUsers)[number]) => [{ username, password }]
  return {
    credentials: loadUsers.map((username) => ({ username, password })),
    credentialsOf: {
      submitter: one('loadtest_user'),
      cab_member: one('cab_approver'),
      publisher: one('publisher_user'),
    },
  }
}

/** The exempt users with the seed's one password; else the users of the credentials file. */
function credentialsOf(env: NodeJS.ProcessEnv): LoadUsers {
  const password = env['EUCORA_PASSWORD']
  if (password) return exempt(password)
  const { submitter, cab_member, publisher } = credentialsFrom(env)
  return { credentials: submitter, credentialsOf: { submitter, cab_member, publisher } }
}

/** The verdict with its reasons. */
function verdictLines({ verdict, reasons }: LoadRunResult): string[] {
  return ['', `${verdict}`, ...reasons.map((reason) => `  ${reason}`), '']
}
