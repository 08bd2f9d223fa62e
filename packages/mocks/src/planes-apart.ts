// SPDX-License-Identifier: Apache-2.0
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { UsageError } from './exit.ts'
import { opening, type Closable } from './open-server.ts'
import type { Outside } from './outside.ts'
import { openPlanes } from './planes.ts'

export interface ApartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: boolean
  readonly port: number
  readonly control: boolean
}

/** What the thread says once: where its servers are, or why there are none. */
type Said = { readonly outside: Outside } | { readonly usage: string }

/**
 * Serves all planes and AI providers on a thread of their own, as they run apart from the backend in the world too:
 * what they store and compute then delays no answer of the stand-in. Throws a UsageError for a port in use.
 */
export async function openPlanesApart(options: ApartOptions, started: Closable[]): Promise<Outside> {
  const thread = new Worker(new URL(import.meta.url))
  started.push({
    async close() {
      await thread.terminate()
    },
  })
  const said = await new Promise<Said>((resolve, reject) => {
    thread.once('message', (first: Said) => resolve(first))
    thread.once('error', reject)
    thread.postMessage({ ...options, env: { ...options.env } })
  })
  if ('usage' in said) throw new UsageError(said.usage)
  return said.outside
}

function serveWhatIsAsked(): void {
  parentPort?.once('message', (options: ApartOptions) => {
    openPlanes({ ...options, open: opening(options, []) }).then(
      (outside) => parentPort?.postMessage({ outside } satisfies Said),
      (error: unknown) => {
        // What else fails ends the thread, and is thrown where it was started.
        if (!(error instanceof UsageError)) throw error
        parentPort?.postMessage({ usage: error.message } satisfies Said)
      },
    )
  })
}

if (!isMainThread) serveWhatIsAsked()
