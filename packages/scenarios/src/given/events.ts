// SPDX-License-Identifier: Apache-2.0
import type { Faker } from '@faker-js/faker'
import { SetUpError, type Actor, type InputOf } from '@eucora/harness'
import { conforms, type Static, Type } from '@eucora/harness/contract/schema'

export type EventRequest = InputOf<'events.create'>['body']

const Stored = Type.Object({ id: Type.Integer(), created_at: Type.String() })

interface Source {
  readonly faker: Faker
  readonly runId: string
}

/** Ways to events through the public API. */
export interface GivenEvents {
  /** An event to post, of a flow that nobody else has. */
  eventRequest(overrides?: Partial<EventRequest>): EventRequest
  /** A posted event. */
  event(
    by: Actor,
    overrides?: Partial<EventRequest>,
  ): Promise<{ readonly sent: EventRequest } & Static<typeof Stored>>
}

export function givenEvents({ faker, runId }: Source): GivenEvents {
  const eventRequest: GivenEvents['eventRequest'] = (overrides = {}) => ({
    correlation_id: faker.string.uuid(),
    event_type: 'ROLLBACK_INITIATED',
    event_data: { reason: faker.lorem.sentence(), run: runId },
    ...overrides,
  })
  return {
    eventRequest,
    event: async (by, overrides) => {
      const sent = eventRequest(overrides)
      const posted = await by.call('events.create', { body: sent })
      // A backend that answers 200 (D-44) has stored it all the same, and what a scenario is about may still hold.
      const isPosted = posted.httpStatus === 201 || posted.httpStatus === 200
      const stored: unknown = posted.body
      if (!isPosted || !conforms(Stored, stored)) throw new SetUpError('a posted event', posted)
      return { sent, ...stored }
    },
  }
}
