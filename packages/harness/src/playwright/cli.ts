// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { exitCodes } from '../exit-codes.ts'
import { targetFollows } from './hand-over.ts'

const keptCharacters = 2000

/** What ends a run before its time. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const standardStreams = {
  shown: ['inherit', 'inherit', 'inherit'],
  kept: ['ignore', 'pipe', 'inherit'],
} as const

export interface CliEnd {
  readonly code: number
  /** The signal that this process got, where it was told to end. */
  readonly stoppedBy: NodeJS.Signals | undefined
  /** The end of what it said, where that was not shown. */
  readonly said: string
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What it says is shown, or its end kept. Default: shown. */
  readonly output?: 'shown' | 'kept'
  /** More of its environment, which it waits for when it has loaded; it is ended where that fails. */
  readonly follows?: Promise<Readonly<Record<string, string>>>
}

/** Runs a command of the Playwright that a configuration has. */
export async function runCli(
  config: string,
  args: readonly string[],
  { env = {}, output = 'shown', follows }: CliOptions = {},
): Promise<CliEnd> {
  const cli = join(dirname(createRequire(config).resolve('@playwright/test/package.json')), 'cli.js')
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: [...standardStreams[output], ...(follows === undefined ? [] : ['ipc' as const])],
    env: {
      ...compileCache(),
      ...process.env,
      NODE_OPTIONS: withRoomForTheYoung(process.env['NODE_OPTIONS']),
      ...(follows === undefined ? {} : targetFollows),
      ...env,
    },
  })
  follows?.then(
    // It may have ended by itself.
    (more) => child.connected && child.send(more, () => undefined),
    () => child.kill('SIGKILL'),
  )
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptCharacters)
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let stopped: NodeJS.Signals | undefined
  // Playwright ends in order, with its reports, on SIGINT only.
  const stop = (signal: NodeJS.Signals) => {
    stopped ??= signal
    child.kill('SIGINT')
  }
  for (const signal of signals) process.on(signal, stop)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('close', (code) => resolve(code ?? exitCodes.harnessFailed))
  try {
    return { code: await promise, stoppedBy: stopped, said: stripVTControlCharacters(said) }
  } finally {
    for (const signal of signals) process.off(signal, stop)
    process.off('exit', kill)
  }
}

/** Megabytes for what is young: nearly all that a scenario makes dies at once, and is then never looked at again. */
function withRoomForTheYoung(given = ''): string {
  return given.includes('semi-space') ? given : `${given} --max-semi-space-size=64`.trim()
}

/** A new worker loads everything again; compiled once, that takes half the time. Coverage would be less exact with it. */
function compileCache(): Readonly<Record<string, string>> {
  return process.env['NODE_V8_COVERAGE'] ? {} : { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
}
