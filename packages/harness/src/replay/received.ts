// SPDX-License-Identifier: Apache-2.0
import type { HttpResponse } from '../client/transport.ts'

/** An answer as the comparison looks at it. */
export interface Received {
  readonly status: number
  /** Names in lower case. */
  readonly headers: HttpResponse['headers']
  readonly setCookies: readonly string[]
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown
  /** The X-Correlation-ID that the request sent, if any. */
  readonly sentRequestId: string | undefined
  /** When the request was sent and answered: the days that its answer may speak of. */
  readonly fromMs: number
  readonly toMs: number
}

/** A header by its name in any case. */
export function headerOf(headers: HttpResponse['headers'], name: string): string | undefined {
  return headers[name.toLowerCase()]
}

/** The JSON value of a text, or the text where it is none. */
export function parsedBody(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}
