// SPDX-License-Identifier: Apache-2.0
import type { Exchange, Recording } from './recording.ts'

const idPattern =
  /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?:CAB|EXC)-[0-9A-F]{12})\b/g

/** Whose integer ids a value belongs to; those of users and risk model versions are of the start state. */
export type IdSpace = 'event' | 'approval'

/** Which new id stands for which recorded one: one-to-one over the whole recording. */
export class Identities {
  readonly #fixed: ReadonlySet<string>
  readonly #newOf: Map<string, string>
  readonly #recordedOf: Map<string, string>

  /** `fixed` are the ids that must come back as they are. */
  constructor(
    fixed: ReadonlySet<string>,
    newOf = new Map<string, string>(),
    recordedOf = new Map<string, string>(),
  ) {
    this.#fixed = fixed
    this.#newOf = newOf
    this.#recordedOf = recordedOf
  }

  /** One that can be tried without effect on this one. */
  copy(): Identities {
    return new Identities(this.#fixed, new Map(this.#newOf), new Map(this.#recordedOf))
  }

  /** Whether two texts are equal but for the ids in them, and these fit all that came before. */
  textsMatch(recorded: string, received: string): boolean {
    const recordedIds = recorded.match(idPattern) ?? []
    const receivedIds = received.match(idPattern) ?? []
    if (recorded.replaceAll(idPattern, '#') !== received.replaceAll(idPattern, '#')) return false
    return recordedIds.every((id, at) => this.#idsMatch(id, receivedIds[at] ?? ''))
  }

  /** Whether a new integer id can stand for the recorded one. */
  numbersMatch(space: IdSpace, recorded: number, received: number): boolean {
    return this.#bind(`${space} ${recorded}`, `${space} ${received}`)
  }

  #idsMatch(recorded: string, received: string): boolean {
    if (this.#fixed.has(recorded)) return recorded === received
    return classOf(recorded) === classOf(received) && this.#bind(recorded, received)
  }

  #bind(recorded: string, received: string): boolean {
    const known = this.#newOf.get(recorded)
    const taken = this.#recordedOf.get(received)
    if (known !== undefined || taken !== undefined) return known === received && taken === recorded
    this.#newOf.set(recorded, received)
    this.#recordedOf.set(received, recorded)
    return true
  }
}

/** `CAB`, `EXC` or a UUID. */
function classOf(id: string): string {
  return id.charAt(3) === '-' ? id.slice(0, 3) : 'UUID'
}

/** The identities at the start of a recording: ids of its start state and of its requests are fixed. */
export function startingIdentities({ startState, exchanges }: Recording): Identities {
  const bound = new Set(exchanges.flatMap(({ bindings }) => bindings.map(({ value }) => value)))
  const sent = idsIn(JSON.stringify(exchanges.map(sentBy))).filter((id) => !bound.has(id))
  return new Identities(new Set([...idsIn(startState), ...sent]))
}

function sentBy({ path, request_json, request_form, request_headers }: Exchange): unknown {
  return [path, request_json, request_form, request_headers]
}

function idsIn(text: string): readonly string[] {
  return text.match(idPattern) ?? []
}
