// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

const childModule = new URL('../child.mjs', import.meta.url).href
const runner = fileURLToPath(new URL('../run.mjs', import.meta.url))

/** A runner that starts one Node program through `run`, and ends with its exit code. */
function runnerOf(program: string) {
  const code = `
    const { run } = await import(${JSON.stringify(childModule)})
    process.exitCode = await run(process.execPath, ['-e', ${JSON.stringify(program)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'pipe'] })
}

async function firstLine(child: ReturnType<typeof runnerOf>): Promise<string> {
  for await (const chunk of child.stdout) return String(chunk).trim()
  throw new Error('The program printed nothing.')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function goneSoon(pid: number): Promise<boolean> {
  for (let left = 50; left > 0 && isAlive(pid); left -= 1) await sleep(100)
  return !isAlive(pid)
}

test.each([0, 1, 3, 5, 77])('exit code %i is handed on', async (code) => {
  const [exit] = await once(runnerOf(`process.exit(${code})`), 'exit')
  expect(exit).toBe(code)
})

test('a program that a signal ended is 128 and its number', async () => {
  const [exit] = await once(runnerOf(`process.kill(process.pid, 'SIGKILL')`), 'exit')
  expect(exit).toBe(137)
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s is passed on, and the program ends in its own way',
  async (signal) => {
    const child = runnerOf(
      `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log(process.pid)`,
    )
    const pid = Number(await firstLine(child))
    child.kill(signal)
    const [exit] = await once(child, 'exit')
    expect(exit).toBe(9)
    expect(await goneSoon(pid)).toBe(true)
  },
)

test('what a program leaves behind ends with it', async () => {
  const child = runnerOf(
    `const { spawn } = require('node:child_process')
     const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
     console.log(left.pid); left.unref()`,
  )
  const pid = Number(await firstLine(child))
  await once(child, 'exit')
  expect(await goneSoon(pid)).toBe(true)
})

test('an unknown task is exit 4, and the tasks are named', async () => {
  const child = spawn(process.execPath, [runner, 'strat'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  const [exit] = await once(child, 'close')
  expect(exit).toBe(4)
  expect(said).toContain('no task "strat"')
  expect(said).toMatch(/^ {2}start /m)
})
