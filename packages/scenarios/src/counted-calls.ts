// SPDX-License-Identifier: Apache-2.0
import { Client } from 'undici'

/** How many calls go into one write. */
const pipelining = 50

export interface CountedCalls {
  readonly baseUrl: string
  readonly path: string
  readonly calls: number
  /** Headers of each call, by its number from 0. */
  readonly headers: (call: number) => Record<string, string>
}

/**
 * The statuses of many reads that are only counted, in their order. In no journal and many in one write, they take half
 * the time of an actor's calls; whoever asserts more of an answer than its status needs an actor.
 */
export async function countedCalls({
  baseUrl,
  path,
  calls,
  headers,
}: CountedCalls): Promise<readonly number[]> {
  const { origin, pathname } = new URL(baseUrl + path)
  const client = new Client(origin, { pipelining })
  const read = async (call: number) => {
    const answer = await client.request({ method: 'GET', path: pathname, headers: headers(call) })
    await answer.body.dump()
    return answer.statusCode
  }
  try {
    return await Promise.all(Array.from({ length: calls }, (_, call) => read(call)))
  } finally {
    await client.close()
  }
}
