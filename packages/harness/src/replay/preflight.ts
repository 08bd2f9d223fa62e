// SPDX-License-Identifier: Apache-2.0
import { HarnessError, messageOf, TransportError } from '../errors.ts'
import { valueAt } from './json.ts'
import { headerOf, parsedBody } from './received.ts'
import type { Way } from './session.ts'

const timeoutMs = 10_000

/** Makes sure that a live EUCORA answers; throws a HarnessError `target-down` or `not-eucora`, each of exit code 5. */
export async function findEucora({ transport, prefix, url }: Way): Promise<void> {
  const path = `${prefix}/health/live`
  try {
    const { status, headers, text } = await transport.send({
      method: 'GET',
      path,
      headers: {},
      body: null,
      timeoutMs,
    })
    const isAlive = status === 200 && valueAt(parsedBody(text), '/status') === 'alive'
    if (isAlive && headerOf(headers, 'X-Correlation-ID') !== undefined) return
    throw new HarnessError(
      'not-eucora',
      `${url} answers /health/live with ${status}, not as EUCORA does`,
      'Check that --target is the address of a EUCORA backend',
    )
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    const kind = error.failure === 'malformed' ? 'not-eucora' : 'target-down'
    throw new HarnessError(kind, `${url} is not to be reached: ${messageOf(error.cause)}`, error.next, {
      cause: error,
    })
  }
}
