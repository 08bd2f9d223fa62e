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

/** A header that may stand once; the first where it stands more often. */
export function headerOf(headers: HttpResponse['headers'], name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return typeof value === 'object' ? value[0] : value
}

/** The values of a header that may stand several times. */
export function headersOf(headers: HttpResponse['headers'], name: string): readonly string[] {
  const value = headers[name.toLowerCase()]
  return value === undefined ? [] : [value].flat()
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
