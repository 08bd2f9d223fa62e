// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { test } from '@playwright/test'
import type { CallFacts } from '../client/client.ts'

const harnessUrl = pathToFileURL(dirname(import.meta.dirname)).href

const frame = /\(?((?:file:\/\/)?\/[^()]+):(\d+):(\d+)\)?$/

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Shows a call as a step of the scenario, at the author's line, with its outcome as a step inside. */
export function asStep<T extends { readonly httpStatus: number }>(
  call: CallFacts,
  run: () => Promise<T>,
): Promise<T> {
  const who = call.actor === '' ? 'anonymous' : call.actor
  const location = authorsLine(new Error().stack ?? '')
  // Told the place, Playwright need not search a stack for it, which takes longer than the call.
  const options = location === undefined ? { box: true } : { location }
  return test.step(
    `${call.method} ${call.path} as ${who}`,
    async () => {
      const startedMs = performance.now()
      const answer = await run().catch((error: unknown) => {
        throw location === undefined ? error : at(location, error)
      })
      const elapsed = `${(performance.now() - startedMs).toFixed(1)} ms`
      await test.step(`${answer.httpStatus} in ${elapsed}`, () => undefined, options)
      return answer
    },
    options,
  )
}

/** Runs a call without a step; where it gets no answer, the error stands at the author's line all the same. */
export function withoutStep<T>(_: CallFacts, run: () => Promise<T>): Promise<T> {
  // Made into text only where it is read.
  const here = new Error()
  return run().catch((error: unknown) => {
    const location = authorsLine(here.stack ?? '')
    throw location === undefined ? error : at(location, error)
  })
}

/** The first place in a stack that lies outside the harness. */
function authorsLine(stack: string): Place | undefined {
  for (const text of stack.split('\n').slice(1)) {
    const [, place = '', line, column] = frame.exec(text) ?? []
    if (place === '') continue
    const url = place.startsWith('file:') ? place : pathToFileURL(place).href
    if (!url.startsWith(harnessUrl))
      return { file: fileURLToPath(url), line: Number(line), column: Number(column) }
  }
  return undefined
}

/** Reports show the author's line for an error, not ours. */
function at({ file, line, column }: Place, error: unknown): unknown {
  if (error instanceof Error) {
    error.stack = `${error.name}: ${error.message}\n    at ${file}:${line}:${column}`
  }
  return error
}
