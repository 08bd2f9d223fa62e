// SPDX-License-Identifier: Apache-2.0

const encoder = new TextEncoder()

/** One event of a stream of server-sent events. */
export function sse(data: unknown, event?: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return event === undefined ? `data: ${text}\n\n` : `event: ${event}\ndata: ${text}\n\n`
}

/** Streams events one by one, each when the one before has been taken. */
export function eventStream(events: Iterable<string>, headers: Readonly<Record<string, string>>): Response {
  const iterator: Iterator<string, unknown> = events[Symbol.iterator]()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
  })
  return new Response(body, { headers: { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' } })
}
