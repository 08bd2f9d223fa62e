// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { countOf } from './native-histogram.ts'
import { decodePush, MalformedPush } from './remote-write.ts'
import { SeriesStore, type Growth } from './series-store.ts'

export interface ReceiverOptions {
  readonly runId: string
  /** Called after each push that was taken, with what it added. */
  readonly onPush?: (growth: readonly Growth[], receivedAtMs: number) => void
}

/** How many pushes came, and why some were not taken. */
export interface PushCounts {
  readonly taken: number
  readonly malformed: number
  /** One sentence for each push of another run or pushed twice; at most 20 are kept. */
  readonly refused: readonly string[]
  readonly refusedCount: number
}

/** A running receiver of one run's pushes on loopback. */
export interface Receiver extends AsyncDisposable {
  /** Where k6 is to push. */
  readonly url: string
  readonly store: SeriesStore
  readonly pushes: PushCounts
}

/** Largest compressed push that is read, in bytes. */
const maxPushBytes = 16 * 1024 * 1024
const keptRefusals = 20

/** Starts a receiver of Prometheus remote write on a free loopback port; 400 malformed, 409 foreign or double. */
export async function startReceiver({ runId, onPush }: ReceiverOptions): Promise<Receiver> {
  const store = new SeriesStore(runId)
  const refused: string[] = []
  const counts = { taken: 0, malformed: 0, refusedCount: 0 }

  const take = (body: Uint8Array): { status: number; text: string } => {
    try {
      const push = decodePush(body)
      const outcome = store.apply(push)
      if (!outcome.accepted) {
        counts.refusedCount += 1
        if (refused.length < keptRefusals) refused.push(outcome.reason)
        return { status: 409, text: `Push refused: ${outcome.reason}.\n` }
      }
      counts.taken += 1
      onPush?.(
        outcome.growth.filter(({ grown }) => countOf(grown) > 0),
        Date.now(),
      )
      return { status: 204, text: '' }
    } catch (error) {
      if (!(error instanceof MalformedPush)) throw error
      counts.malformed += 1
      return { status: 400, text: `Push refused: ${error.message}.\n` }
    }
  }

  const server = createServer((request, response) => {
    void answer(request, response, take)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/api/v1/write`,
    store,
    get pushes() {
      return { ...counts, refused: [...refused] }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  take: (body: Uint8Array) => { status: number; text: string },
): Promise<void> {
  try {
    if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end()
    const body = await readBody(request)
    if (!body) return void response.writeHead(413, { Connection: 'close' }).end()
    const { status, text } = take(body)
    response.writeHead(status).end(text)
  } catch {
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue
    bytes += part.length
    if (bytes > maxPushBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
