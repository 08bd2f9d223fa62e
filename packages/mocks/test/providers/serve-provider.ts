// SPDX-License-Identifier: Apache-2.0
import { onTestFinished } from 'vitest'
import type { Plane } from '../../src/plane/plane.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'

export const apiKey = 'made-up-key-for-this-test'

/** Serves a plane until the test ends. */
export async function served<S>(plane: Plane<S>) {
  const { url, close } = await servePlane(plane, { control: true })
  onTestFinished(close)
  return { plane, url }
}

/** All that a stream brings. */
export async function all<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}

/** The error that a call fails with. */
export async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('The call did not fail.')
}

/** Holds an answer's stream after its first event until it is released. */
export function heldAfterFirst() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const hold = async (_: unknown, next: () => Promise<Response>): Promise<Response> => {
    const response = await next()
    let count = 0
    const held = new TransformStream<Uint8Array, Uint8Array>({
      async transform(chunk, controller) {
        if (count === 1) await released
        count += 1
        controller.enqueue(chunk)
      },
    })
    return new Response(response.body?.pipeThrough(held) ?? null, response)
  }
  return { hold, release }
}
