// SPDX-License-Identifier: Apache-2.0
import { conforms } from '../contract/check.ts'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { Type, type Static } from '../contract/schema.ts'

/** One script of one process, as Node writes it: how often each range of characters ran. */
const CountedScript = Type.Object({
  scriptId: Type.String(),
  url: Type.String(),
  functions: Type.Array(
    Type.Object({
      functionName: Type.String(),
      isBlockCoverage: Type.Boolean(),
      ranges: Type.Array(
        Type.Object({ startOffset: Type.Number(), endOffset: Type.Number(), count: Type.Number() }),
      ),
    }),
  ),
})
const CountedProcess = Type.Object({ result: Type.Array(CountedScript) })

export type CountedScript = Static<typeof CountedScript>
export type CountedFunction = CountedScript['functions'][number]

/** The scripts that each process counted, one process after the other, since together they are large. */
export async function* readCounts(folder: string): AsyncGenerator<CountedScript> {
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.json')) continue
    const counted = parsed(await readFile(join(folder, name), 'utf8'))
    // A process that was killed while writing leaves half a file; what it counted is lost, nothing else.
    if (conforms(CountedProcess, counted)) yield* counted.result
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
