// SPDX-License-Identifier: Apache-2.0
import { objectOf } from '../providers/json-value.ts'
import type { Clock } from '../standin/clock.ts'
import type { PlaneAction } from './plane.ts'

/** Something that was published on an execution plane. */
export interface PublishedObject {
  /** The id that the plane gave it. */
  readonly id: string
  readonly name: string
  /** Whom it is to be installed for: the groups, tags or limits, in the plane's words. */
  readonly targets: readonly string[]
}

/** What happens to a published object behind a plane's API, in the same words for all planes. */
export interface Publishing<S> {
  readonly list: (state: S) => readonly PublishedObject[]
  /** Lets all devices that are on the network do now what they have to do for one object; all of them may fail at it. */
  readonly finish: (state: S, id: string, clock: Clock, fails: boolean) => void
  /** Gives it another target, as another administrator would. */
  readonly retarget: (state: S, id: string, clock: Clock) => void
  /** Deletes it, as another administrator would. */
  readonly remove: (state: S, id: string, clock: Clock) => void
}

/**
 * Actions on one published object and on no other, so that scenarios which share a plane do not meet: `published` {name}
 * lists those whose name contains it, `finish` and `finish-failing` {object} take the place of time, `retarget` and
 * `remove` {object} are drift.
 */
export function publishedActions<S>(publishing: Publishing<S>): Readonly<Record<string, PlaneAction<S>>> {
  type Change = (state: S, id: string, clock: Clock) => void
  const onObject =
    (change: Change): PlaneAction<S> =>
    (input, { state, clock }) => {
      const id = textIn(input, 'object')
      if (publishing.list(state).every((each) => each.id !== id)) {
        throw new RangeError(`There is no published object ${JSON.stringify(id)}.`)
      }
      change(state, id, clock)
    }
  return {
    published: (input, { state }) => {
      const name = textIn(input, 'name')
      return { objects: publishing.list(state).filter((each) => each.name.includes(name)) }
    },
    finish: onObject((state, id, clock) => publishing.finish(state, id, clock, false)),
    'finish-failing': onObject((state, id, clock) => publishing.finish(state, id, clock, true)),
    retarget: onObject(publishing.retarget),
    remove: onObject(publishing.remove),
  }
}

function textIn(input: unknown, name: string): string {
  const value = objectOf(input)[name]
  if (typeof value === 'string') return value
  throw new RangeError(`${name} is ${JSON.stringify(value) ?? 'missing'}; give a text.`)
}
