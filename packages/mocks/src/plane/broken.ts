// SPDX-License-Identifier: Apache-2.0

const hanging = new WeakSet<Response>()

/** An answer that never comes. */
export function hung(): Response {
  const response = Response.error()
  hanging.add(response)
  return response
}

export function isHung(response: Response): boolean {
  return hanging.has(response)
}

/** An answer whose connection ends within the body; default after half of it. */
export async function truncated(response: Response, bytes?: number): Promise<Response> {
  const body = new Uint8Array(await response.arrayBuffer())
  const kept = body.slice(0, Math.min(bytes ?? Math.floor(body.length / 2), Math.max(body.length - 1, 0)))
  const headers = new Headers(response.headers)
  // An answer without a body has nothing to cut, so it announces a byte that never comes.
  headers.set('Content-Length', String(Math.max(body.length, 1)))
  let sent = false
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent) controller.error(new Error('The connection ends here on purpose.'))
        else controller.enqueue(kept)
        sent = true
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, { status: response.status === 204 ? 200 : response.status, headers })
}

/** An answer whose body is no JSON any more, whatever it was. */
export async function malformed(response: Response): Promise<Response> {
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json')
  // An open brace at the end of the text closes nowhere.
  return new Response(`${text.slice(0, Math.ceil(text.length / 2))}{`, {
    status: response.status === 204 ? 200 : response.status,
    headers,
  })
}

/** A gateway's error page. */
export function htmlPage(status: number): Response {
  const page = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><p>The service cannot be reached.</p></body></html>\n`
  return new Response(page, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}

/** An event stream that ends after so many events; the given one, if any, comes last. */
export function interrupted(response: Response, afterEvents: number, event?: string): Response {
  const { body } = response
  if (body === null) return response
  const parts = eventsOf(body)
  const encoder = new TextEncoder()
  let count = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = count < afterEvents ? await parts.next() : undefined
        count += 1
        if (next !== undefined && next.done !== true) {
          controller.enqueue(encoder.encode(next.value))
          return
        }
        await parts.return(undefined)
        if (event !== undefined) controller.enqueue(encoder.encode(`${event}\n\n`))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(stream, { status: response.status, headers })
}

/** The events of a stream, each with the blank line behind it. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) yield `${event}\n\n`
  }
}
