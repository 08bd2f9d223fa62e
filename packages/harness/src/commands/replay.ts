// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { schemaProblems } from '../contract/validate.ts'
import { observed, readExpectations, type Expectations } from '../replay/expectations.ts'
import { readRecording, type Recording } from '../replay/recording.ts'
import { replayRecording } from '../replay/replay-recording.ts'
import { reportText } from '../replay/report-text.ts'
import { ReplayResult, type Expected } from '../replay/result.ts'

const usage = `npm run replay -- --target URL [--expect observed|conforming] [--json FILE]

Replays the recording of the real backend in order and reports every value that differs. The target is changed
by it: start from the state of wire-start.json, and do that again before the next run.
  --target URL              a backend or stand-in in the start state
  --seed-password-env NAME  the variable that holds the password of its users (EUCORA_PASSWORD)
  --expect SET              observed: as recorded (default); conforming: as a backend that obeys the rules
  --json FILE               writes the result there
  --recordings FOLDER       of wire-trace.json, wire-start.json and conforming.json (fixtures/recordings)
  --trace FILE              another trace on the same start state
  --allow-global HOST       a target that is not this machine; the replay deletes providers and resets breakers

Exit codes: 0 all as expected · 1 there are differences · 2 the harness failed · 4 bad usage or configuration
            5 the target is down, is not EUCORA, or refuses its users`

/** Where the command reads its environment and writes. */
export interface ReplaySurroundings {
  readonly env?: NodeJS.ProcessEnv
  readonly out?: (text: string) => void
  readonly err?: (text: string) => void
}

interface Options {
  readonly target: string
  readonly password: string
  readonly expect: Expected
  readonly json: string | undefined
  readonly recordings: string
  readonly trace: string
}

/** Replays the recording as the command line says and answers the exit code. */
export async function replay(args: string[], around: ReplaySurroundings = {}): Promise<number> {
  const {
    env = process.env,
    out = (text: string) => void process.stdout.write(`${text}\n`),
    err = (text: string) => void process.stderr.write(`${text}\n`),
  } = around
  try {
    const options = readOptions(args, env)
    const recording = await readRecording(options.trace, join(options.recordings, 'wire-start.json'))
    const expectations = await expectationsOf(options, recording)
    const result = await replayRecording({ ...options, recording, expectations })
    if (options.json !== undefined) await writeResult(options.json, result)
    out(reportText(result))
    return result.counts.differences === 0 ? exitCodes.conformant : exitCodes.backendWrong
  } catch (error) {
    if (error instanceof HarnessError) {
      err(`${error.message}${error.kind === 'usage' ? `\n\n${usage}` : ''}`)
      return error.exitCode
    }
    err(
      `The replay failed for a reason that the harness does not know: ${messageOf(error)}. Report this as a bug.`,
    )
    return exitCodes.harnessFailed
  }
}

function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const values = parsed(args)
  const recordings = values.recordings ?? join('fixtures', 'recordings')
  const passwordName = values['seed-password-env'] ?? 'EUCORA_PASSWORD'
  const password = env[passwordName]
  if (password === undefined || password === '') {
    const next = 'Set it to the password of the users of the start state'
    throw new HarnessError('configuration', `${passwordName} is not set, so no user can sign in`, next)
  }
  return {
    target: targetOf(values.target, values['allow-global'] ?? []),
    password,
    expect: expectedOf(values.expect ?? 'observed'),
    json: values.json,
    recordings,
    trace: values.trace ?? join(recordings, 'wire-trace.json'),
  }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    target: text,
    'seed-password-env': text,
    expect: text,
    json: text,
    recordings: text,
    trace: text,
    'allow-global': { type: 'string', multiple: true },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new HarnessError('usage', messageOf(error).replace(/\.$/, ''), 'See the usage below')
  }
}

function targetOf(target: string | undefined, allowed: readonly string[]): string {
  const url = URL.parse(target ?? '')
  if (target === undefined || url === null || !/^https?:$/.test(url.protocol)) {
    const what =
      target === undefined ? 'No --target was given' : `--target is "${target}", no http or https URL`
    throw new HarnessError('usage', what, 'Give one such as http://127.0.0.1:4600')
  }
  const isLoopback = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(url.hostname)
  if (isLoopback || allowed.includes(url.hostname)) return target
  throw new HarnessError(
    'usage',
    `The target's host "${url.hostname}" is not this machine, and a replay changes what all its users share`,
    `Name it with --allow-global ${url.hostname} if that is meant`,
  )
}

function expectedOf(text: string): Expected {
  if (text === 'observed' || text === 'conforming') return text
  throw new HarnessError('usage', `--expect is "${text}"`, 'Give observed or conforming')
}

async function expectationsOf(
  { expect, recordings }: Options,
  { exchanges }: Recording,
): Promise<Expectations> {
  return expect === 'observed' ? observed : readExpectations(join(recordings, 'conforming.json'), exchanges)
}

async function writeResult(path: string, result: ReplayResult): Promise<void> {
  const problems = schemaProblems(ReplayResult, result)
  if (problems.length > 0) {
    const what = `The result does not fit its own schema: ${problems.join('; ')}`
    throw new HarnessError('internal', what, 'Report this as a bug')
  }
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `${JSON.stringify(result, undefined, 2)}\n`)
  } catch (error) {
    const next = 'Name a path that can be written with --json'
    throw new HarnessError('configuration', `The result cannot be written: ${messageOf(error)}`, next)
  }
}
