// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { ExpectedAnswer, Expectations } from '../../src/replay/expectations.ts'
import { patched } from '../../src/replay/patch.ts'
import type { Exchange, Recording } from '../../src/replay/recording.ts'
import { recordedAnswer, type Canned } from './recorded-backend.ts'

/** Gives each record the first answer that the rules expect, and another to the user who asks again. */
export function conformingAnswers(
  recording: Recording,
  expectations: Expectations,
  choose: (answers: readonly ExpectedAnswer[]) => ExpectedAnswer | undefined = (answers) => answers[0],
): (exchange: Exchange) => readonly Canned[] {
  return (exchange) => {
    const expectation = expectations.get(exchange.name)
    if (expectation === undefined) return [recordedAnswer(exchange)]
    const first = cannedAnswer(recording, exchange, choose(expectation.answers))
    if (expectation.again === undefined) return [first]
    const second = cannedAnswer(recording, exchange, expectation.again.answers[0])
    return [first, { ...second, headers: { ...second.headers, 'X-Correlation-ID': randomUUID() } }]
  }
}

function cannedAnswer(recording: Recording, exchange: Exchange, answer: ExpectedAnswer | undefined): Canned {
  const headers = exchange.response_headers
  if (answer === undefined) return recordedAnswer(exchange)
  if (answer.kind === 'refusal' || answer.kind === 'error') {
    return { status: answer.status, headers, body: { error: 'No.' } }
  }
  if (answer.kind === 'fields') {
    const fields = answer.fields ?? ['any']
    return {
      status: answer.status,
      headers,
      body: Object.fromEntries(fields.map((field) => [field, ['No.']])),
    }
  }
  const source = recording.exchanges.find(({ name }) => name === (answer.like ?? exchange.name)) ?? exchange
  const nobody = (answer.free ?? []).flatMap((free) =>
    'notBy' in free ? [{ op: 'replace' as const, path: free.pattern, value: null }] : [],
  )
  const body = patched(source.response, [...(answer.patch ?? []), ...nobody])
  return { status: answer.status ?? source.status, headers, body }
}
