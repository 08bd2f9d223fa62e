// SPDX-License-Identifier: Apache-2.0
import { SerialQueue } from '../serial-queue.ts'
import type { PlaneType, PublishOrder } from '../plane-gateway.ts'

/** What became of a deployment on one plane. */
export type Publication =
  | { readonly state: 'in_progress'; readonly order: PublishOrder }
  | {
      readonly state: 'published'
      readonly order: PublishOrder
      readonly objectId: string
      readonly details: Readonly<Record<string, unknown>>
    }
  | {
      readonly state: 'failed'
      readonly order: PublishOrder
      readonly details: Readonly<Record<string, unknown>>
    }

/** One publication a deployment and plane, and the requests that were sent under an idempotency key. */
export class Publications {
  readonly #byPlace = new Map<string, Publication>()
  readonly #turns = new Map<string, SerialQueue>()
  readonly #requests = new Map<string, string>()

  find(plane: PlaneType, flowId: string): Publication | undefined {
    return this.#byPlace.get(`${plane} ${flowId}`)
  }

  save(plane: PlaneType, publication: Publication): void {
    this.#byPlace.set(`${plane} ${publication.order.flowId}`, publication)
  }

  /** Runs one task after the other for each deployment and plane. */
  inTurn<T>(plane: PlaneType, flowId: string, task: () => Promise<T>): Promise<T> {
    const place = `${plane} ${flowId}`
    const turn = this.#turns.get(place) ?? new SerialQueue()
    this.#turns.set(place, turn)
    return turn.run(task)
  }

  /** Whether another request was sent under a user's key before; remembers this one where none was. */
  isAnother(userId: number, key: string, request: string): boolean {
    const place = `${userId} ${key}`
    const first = this.#requests.get(place)
    if (first === undefined) this.#requests.set(place, request)
    return first !== undefined && first !== request
  }
}
