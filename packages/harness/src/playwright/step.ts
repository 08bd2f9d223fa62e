// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { test } from '@playwright/test'
import type { CallFacts } from '../client/client.ts'

const harnessUrl = pathToFileURL(dirname(import.meta.dirname)).href

const frame = /\(?((?:file:\/\/)?\/[^()]+):(\d+):(\d+)\)?$/

/** Shows a call as a step of the scenario, at the author's line, with its outcome as a step inside. */
export function asStep<T extends { readonly httpStatus: number }>(
  call: CallFacts,
  run: () => Promise<T>,
): Promise<T> {
  const who = call.actor === '' ? 'anonymous' : call.actor
  const location = authorsLine(new Error().stack ?? '')
  const options = location === undefined ? { box: true } : { box: true, location }
  return test.step(
    `${call.method} ${call.path} as ${who}`,
    async () => {
      const startedMs = performance.now()
      const answer = await run()
      const elapsed = `${(performance.now() - startedMs).toFixed(1)} ms`
      await test.step(`${answer.httpStatus} in ${elapsed}`, () => undefined, options)
      return answer
    },
    options,
  )
}

/** The first place in a stack that lies outside the harness. */
function authorsLine(stack: string): { file: string; line: number; column: number } | undefined {
  for (const text of stack.split('\n').slice(1)) {
    const [, place = '', line, column] = frame.exec(text) ?? []
    if (place === '') continue
    const url = place.startsWith('file:') ? place : pathToFileURL(place).href
    if (!url.startsWith(harnessUrl))
      return { file: fileURLToPath(url), line: Number(line), column: Number(column) }
  }
  return undefined
}
