// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

import { ROOT } from './paths.mjs'

/** How long a child may take to end itself after a signal, before it is killed. */
const GRACE_MS = 15_000

/** A terminal and npm both pass Ctrl-C on; the second copy must not count as a second press. */
const SAME_PRESS_MS = 500

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @type {NodeJS.Signals | null} */
let stopping = null
let lastSignalAt = 0

/** The signal that asked this run to stop, or null. No further step starts after one. */
export function stoppedBy() {
  return stopping
}

/** @param {NodeJS.Signals} signal */
export function exitCodeOfSignal(signal) {
  return 128 + constants.signals[signal]
}

/**
 * Every child leads a group of its own: Ctrl-C in a terminal then reaches it once, through us, and what it
 * leaves behind can be ended.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group has ended already.
  }
}

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  const now = performance.now()
  if (stopping !== null && now - lastSignalAt < SAME_PRESS_MS) return
  stopping = signal
  lastSignalAt = now
  for (const child of running) {
    // The child alone: it ends what it started in its own order, as Playwright ends its workers.
    child.kill(signal)
    setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
  if (running.size === 0) process.exit(exitCodeOfSignal(signal))
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => passOn(signal))
}
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

/**
 * Runs a program to its end and gives its exit code (128 + n for a signal, as shells do).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdout?: 'inherit' | 'stderr' }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  if (stopping !== null) return Promise.resolve(exitCodeOfSignal(stopping))
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      // A group away from the terminal may not read from it.
      stdio: [
        process.stdin.isTTY ? 'ignore' : 'inherit',
        options.stdout === 'stderr' ? process.stderr : 'inherit',
        'inherit',
      ],
      detached: true,
    })
    running.add(child)
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('exit', (code, signal) => {
      running.delete(child)
      // Whatever it left behind in its group ends with it.
      signalGroup(child, 'SIGTERM')
      resolve(code ?? exitCodeOfSignal(signal ?? 'SIGKILL'))
    })
  })
}

/**
 * Runs a short program quietly and gives what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 30_000,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }))
  })
}
