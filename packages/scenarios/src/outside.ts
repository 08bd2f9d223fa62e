// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '@eucora/harness/contract/schema'
import { announcedServers, controlCall } from '@eucora/harness'

const SeenCall = Type.Object({
  method: Type.String(),
  /** Path and query. */
  target: Type.String(),
  body: Type.String(),
  /** `X-Correlation-ID`, else `client-request-id`, as it was sent. */
  correlationId: Type.Union([Type.String(), Type.Null()]),
  status: Type.Number(),
})
/** One call as an outside system saw it, without secrets. */
export type SeenCall = Static<typeof SeenCall>

const Calls = Type.Object({ calls: Type.Array(SeenCall) })

/** The mock of an outside system that runs beside the target, as a scenario steers it over the wire. */
export class OutsideServer {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** The latest calls, oldest first; at most 1,000. */
  async calls(): Promise<readonly SeenCall[]> {
    const next = 'Start the mocks with --control'
    return (await controlCall(this.url, { method: 'GET', path: '/calls', schema: Calls, next })).calls
  }

  /** The calls that one request caused, by the id that it sent on. */
  async callsOf(requestId: string): Promise<readonly SeenCall[]> {
    return (await this.calls()).filter(({ correlationId }) => correlationId === requestId)
  }
}

/** The URL of a server that the target announced beside itself; undefined where it announced none of this name. */
export function announced(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return announcedServers(env['EUCORA_SERVERS']).get(name)
}
