// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Program {
  readonly ended: Promise<Ended>
  /** What it has printed once that contains a text. */
  until(text: string): Promise<string>
  signal(signal: NodeJS.Signals): void
  /** As Ctrl-C in a terminal: to the program and all that share its process group. */
  signalGroup(signal: NodeJS.Signals): void
}

/** Starts a program of ours; the environment is this process's without what aims at a target. */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Program {
  const child = spawn(process.execPath, [file, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...withoutTarget(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a signal to it spares the tests.
    detached: true,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }))
  const endedWithout = async (text: string) => {
    const { code } = await ended
    if (!stdout.includes(text))
      throw new Error(`It ended with ${code} and never said “${text}”: ${stdout}${stderr}`)
  }
  return {
    ended,
    async until(text) {
      while (!stdout.includes(text)) await Promise.race([once(child.stdout, 'data'), endedWithout(text)])
      return stdout
    },
    signal: (signal) => child.kill(signal),
    signalGroup: (signal) => process.kill(-(child.pid ?? Number.NaN), signal),
  }
}

export function runProgram(...args: Parameters<typeof startProgram>): Promise<Ended> {
  return startProgram(...args).ended
}

function withoutTarget(): NodeJS.ProcessEnv {
  const { EUCORA_BASE_URL: _url, EUCORA_RUN_ID: _run, EUCORA_CREDENTIALS: _users, ...env } = process.env
  return env
}
