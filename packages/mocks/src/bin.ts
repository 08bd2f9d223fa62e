#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { enableCompileCache } from 'node:module'

// Reading sources takes most of the start; Node keeps what it made of them for the next one.
enableCompileCache()
const { runProgram } = await import('./program.ts')

const ended = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve())
  process.once('SIGTERM', () => resolve())
})

process.exitCode = await runProgram({
  args: process.argv.slice(2),
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  ended,
  async stdinEnded() {
    for await (const _ of process.stdin);
  },
})
// Reading it would keep this program alive.
process.stdin.destroy()
