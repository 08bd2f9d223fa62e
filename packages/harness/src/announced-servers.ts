// SPDX-License-Identifier: Apache-2.0
import { Type } from './contract/schema.ts'
import { conforms } from './contract/check.ts'

const Servers = Type.Record(Type.String(), Type.String())

/** The URLs of the servers that a target announced beside itself, by name, as `EUCORA_SERVERS` has them; none without. */
export function announcedServers(json: string | undefined): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(json === undefined || json === '' ? '{}' : json)
  return new Map(conforms(Servers, value) ? Object.entries(value) : [])
}
