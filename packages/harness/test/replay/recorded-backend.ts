// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { isRecord } from '../../src/replay/json.ts'
import { readRecording, type Exchange, type Recording } from '../../src/replay/recording.ts'

export const recordingsFolder = fileURLToPath(new URL('../../../../fixtures/recordings/', import.meta.url))

/** The recording that the project carries. */
export function theRecording(): Promise<Recording> {
  return readRecording(`${recordingsFolder}wire-trace.json`, `${recordingsFolder}wire-start.json`)
}

/** What the backend answers to one request. */
export interface Canned {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A request as the backend saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

export interface RecordedBackend extends AsyncDisposable {
  readonly url: string
  readonly seen: readonly Seen[]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * A server that knows nothing but the recording: it lets everyone sign in and then gives the recorded answers one after
 * the other, with ids of its own and today's dates. It cannot be wrong in the way a backend can.
 */
export async function recordedBackend(
  recording: Recording,
  answer: (exchange: Exchange) => Canned | readonly Canned[] = recordedAnswer,
): Promise<RecordedBackend> {
  const seen: Seen[] = []
  const ids = new Map<string, string>()
  const fixed = new Set(fixedIds(recording))
  const ownId = (id: string) => {
    if (fixed.has(id)) return id
    const known = ids.get(id) ?? randomUUID()
    ids.set(id, known)
    return known
  }
  let incidentDate = ''
  const answers = recording.exchanges.flatMap((exchange) => answer(exchange))
  const users = new Set(
    recording.exchanges.map(({ actor }) => actor).filter((actor) => !actor.startsWith('anonymous')),
  )
  let signedIn = 0

  const serve = (request: IncomingMessage, text: string, response: ServerResponse) => {
    if (request.url?.endsWith('/health/live') === true && signedIn === 0) {
      sendJson(response, 200, { 'X-Correlation-ID': randomUUID() }, { status: 'alive' })
      return
    }
    if (signedIn < users.size) {
      signedIn += 1
      const cookies = [`csrftoken=c${signedIn}; Path=/`, `sessionid=s${signedIn}; Path=/`]
      sendJson(response, 200, { 'Set-Cookie': cookies }, {})
      return
    }
    const canned = answers[seen.length]
    const { method = '', url: path = '', headers } = request
    seen.push({ method, path, headers, text })
    if (canned === undefined) {
      response.destroy()
      return
    }
    incidentDate = /"incident_date":"([^"]+)"/.exec(text)?.[1] ?? incidentDate
    const sent = request.headers['x-correlation-id']
    const own = JSON.stringify(canned)
      .replaceAll('{{now-48h}}', incidentDate)
      .replaceAll('{{now-46h}}', later(incidentDate))
      .replaceAll(/"(?:Sep|Oct|Nov) \d\d"/g, (date) => `"${sinceRecording(date.slice(1, -1))}"`)
      .replaceAll(uuid, (id) => (id === sent ? id : ownId(id)))
    const whole = asCanned(JSON.parse(own))
    const { 'Set-Cookie': cookies, ...rest } = whole.headers
    const setCookie = cookies === undefined ? {} : { 'Set-Cookie': cookies.split(/, (?=[a-z]+=)/) }
    const type = whole.headers['Content-Type']
    response.writeHead(whole.status, { ...rest, ...setCookie })
    response.end(type === 'application/json' ? JSON.stringify(whole.body) : String(whole.body))
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => serve(request, Buffer.concat(chunks).toString(), response))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

/** The answer of one record as it was recorded. */
export function recordedAnswer({ status, response_headers: headers, response: body }: Exchange): Canned {
  return { status, headers, body }
}

function asCanned(value: unknown): Canned {
  assertCanned(value)
  return value
}

function assertCanned(value: unknown): asserts value is Canned {
  if (!isRecord(value)) throw new Error('A canned answer is no object.')
}

function sendJson(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | string[]>>,
  body: unknown,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function later(incidentDate: string): string {
  if (incidentDate === '') return ''
  return new Date(Date.parse(incidentDate) + 2 * 3_600_000).toISOString().replace('.000Z', 'Z')
}

/** A date of the recording, which was made on 22 November 2026, as many days from today. */
function sinceRecording(monthAndDay: string): string {
  const days = Date.parse(`${monthAndDay} 2026 UTC`) - Date.parse('2026-11-22T00:00:00Z')
  const format = new Intl.DateTimeFormat('en-US', { month: 'short', day: '2-digit', timeZone: 'UTC' })
  return format.format(Date.now() + days)
}

function fixedIds({ startState, exchanges }: Recording): readonly string[] {
  const bound = new Set(exchanges.flatMap(({ bindings }) => bindings.map(({ value }) => value)))
  const sent = exchanges.map(({ path, request_json, request_form }) => [path, request_json, request_form])
  const ids = `${startState}${JSON.stringify(sent)}`.match(uuid) ?? []
  return ids.filter((id) => !bound.has(id))
}
