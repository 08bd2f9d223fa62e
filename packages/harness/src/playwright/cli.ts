// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { exitCodes } from '../exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface CliEnd {
  readonly code: number
  /** The signal that this process got, where it was told to end. */
  readonly stoppedBy: NodeJS.Signals | undefined
}

/** Runs a command of the Playwright that a configuration has. */
export async function runCli(
  config: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CliEnd> {
  const cli = join(dirname(createRequire(config).resolve('@playwright/test/package.json')), 'cli.js')
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: 'inherit',
    env: { ...compileCache(), ...process.env, ...env },
  })
  let stopped: NodeJS.Signals | undefined
  // Playwright ends in order, with its reports, on SIGINT only.
  const stop = (signal: NodeJS.Signals) => {
    stopped ??= signal
    child.kill('SIGINT')
  }
  for (const signal of signals) process.on(signal, stop)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('exit', (code) => resolve(code ?? exitCodes.harnessFailed))
  try {
    return { code: await promise, stoppedBy: stopped }
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

/** A new worker loads everything again; compiled once, that takes half the time. Coverage would be less exact with it. */
function compileCache(): Readonly<Record<string, string>> {
  return process.env['NODE_V8_COVERAGE'] ? {} : { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
}
