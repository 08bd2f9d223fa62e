// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'

type Signal = 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'

/** Finds the k6 process of a run by what the run says, and does to it what a bad machine would. */
export class GeneratorProcess {
  #runId: string | undefined
  #timer: NodeJS.Timeout | undefined

  /** Takes the run's lines; the first one names it. */
  readonly hear = (line: string): void => {
    this.#runId ??= /^Run ([\w-]+):/.exec(line)?.[1]
  }

  /** Signals every k6 process of the run; before there is one, nothing happens. */
  signal(signal: Signal): void {
    for (const pid of this.#processes()) send(pid, signal)
  }

  /** Lets k6 run for `runMs` and then stops it for `stopMs`, until it is released. */
  starve({ runMs, stopMs }: { readonly runMs: number; readonly stopMs: number }): void {
    let known: readonly number[] = []
    const stop = (): void => {
      // Those that are known at once: looking for others takes longer than they shall run.
      for (const pid of known) send(pid, 'SIGSTOP')
      known = this.#processes()
      for (const pid of known) send(pid, 'SIGSTOP')
      this.#timer = setTimeout(go, stopMs)
    }
    const go = (): void => {
      for (const pid of known) send(pid, 'SIGCONT')
      this.#timer = setTimeout(stop, runMs)
    }
    stop()
  }

  release(): void {
    clearTimeout(this.#timer)
    this.signal('SIGCONT')
  }

  /** Their command lines name the run in the paths that they write to. */
  #processes(): readonly number[] {
    if (this.#runId === undefined) return []
    const { stdout } = spawnSync('pgrep', ['-f', `console-output=.*${this.#runId}`], { encoding: 'utf8' })
    return stdout.split('\n').filter(Boolean).map(Number)
  }
}

function send(pid: number, signal: Signal): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended since it was found.
  }
}
