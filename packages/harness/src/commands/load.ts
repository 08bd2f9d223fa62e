// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util'
import { randomUUID } from 'node:crypto'
import type { ResolvedConfig } from '../config.ts'
import { credentialsFrom } from '../credentials.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { findK6 } from '../load/k6-binary.ts'
import { prepareRunsDir } from '../load/run-files.ts'
import { runLoad, type LoadRunResult } from '../load/runner.ts'
import type { Credential } from '../client/actor.ts'
import { loadableTarget } from '../load/loadable.ts'
import type { FormName } from '../load/profile.ts'
import type { Workload } from '../load/workload.ts'
import { loadUsers } from '../seed/users.ts'
import { startTarget } from '../target.ts'

const usage = `harness load PROFILE [--short | --brief] [--target URL] [--allow-host HOST]

Runs one load profile and judges it. Without --target the configured default target is started.
  --short         5 s ramp and 15 s hold instead of the full length
  --brief         1 s ramp and 4 s hold: for tests of the harness, too short to say much
  --target URL    a backend that already runs; users sign in with EUCORA_PASSWORD or EUCORA_CREDENTIALS
  --allow-host H  load a host other than this machine; may be given more than once

Exit codes: 0 all targets met · 1 an invariant is broken · 2 the harness failed · 3 a target was missed
            4 bad usage or configuration · 5 the run is invalid or could not be evaluated`

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

interface Options {
  readonly workload: Workload
  readonly form: FormName
  readonly target: string | undefined
  readonly allowedHosts: readonly string[]
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
    const options = readOptions(args, config)
    const result = await run(options, config, { env, out, start, signal: stopping.signal })
    for (const line of verdictLines(result)) out(line)
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

function readOptions(args: string[], config: ResolvedConfig): Options {
  const { values, positionals } = parse(args)
  const [name, ...more] = positionals
  const known = Object.keys(config.profiles).join(', ')
  if (name === undefined) throw new HarnessError('usage', 'No profile is named', `Name one of: ${known}`)
  if (more.length > 0) {
    throw new HarnessError('usage', `More than one profile is named: ${positionals.join(', ')}`, 'Name one')
  }
  const workload = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined
  if (!workload) throw new HarnessError('usage', `There is no profile "${name}"`, `Name one of: ${known}`)
  if (values.short && values.brief)
    throw new HarnessError('usage', '--short and --brief exclude each other', 'Drop one')
  const form = values.short ? 'short' : values.brief ? 'brief' : 'full'
  const allowedHosts = values['allow-host'] ?? []
  if (values.target !== undefined) loadableTarget(values.target, allowedHosts)
  return { workload, form, target: values.target, allowedHosts }
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
  const { workload, form, allowedHosts } = options
  const reportsDir = config.reports
  const common = { workload, form, allowedHosts, reportsDir, say: out, signal }
  if (options.target !== undefined) {
    const credentials = credentialsOf(env)
    return await runLoad({ ...common, credentials, target: { url: options.target, kind: 'external' } })
  }
  // Nobody has to invent a password for a backend that lives for one run.
  const password = env['EUCORA_PASSWORD'] || randomUUID()
  if (env['EUCORA_BASE_URL'])
    out('EUCORA_BASE_URL is set and not used: a load goes to another target only where --target names it.')
  // What is missing here is told before anything is started.
  await findK6()
  await prepareRunsDir(reportsDir)
  out(`Starting the default target: ${config.target.command.join(' ')}`)
  const args = config.target.loadArgs
  await using target = await start(config, { args, env: { EUCORA_PASSWORD: password } })
  const credentials = loadUsers.map((username) => ({ username, password }))
  return await runLoad({ ...common, credentials, target: { url: target.url, kind: 'stand-in', args } })
}

/** The users that throttles exempt, with the seed's one password; else the submitters of the credentials file. */
function credentialsOf(env: NodeJS.ProcessEnv): readonly Credential[] {
  const password = env['EUCORA_PASSWORD']
  if (password) return loadUsers.map((username) => ({ username, password }))
  return credentialsFrom(env).submitter
}

/** The verdict with its reasons, and the path of run.json last. */
function verdictLines({ verdict, reasons, runFile }: LoadRunResult): string[] {
  return ['', `${verdict}`, ...reasons.map((reason) => `  ${reason}`), '', runFile]
}
