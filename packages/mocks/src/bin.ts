// SPDX-License-Identifier: Apache-2.0
import { runProgram } from './program.ts'

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
