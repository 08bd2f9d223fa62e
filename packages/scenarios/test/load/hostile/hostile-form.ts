// SPDX-License-Identifier: Apache-2.0
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly hostileForm: 'brief' | 'short'
  }
}

/** `brief` is a few seconds of a quicker profile; `short` the short form of the profile as it is shipped. */
export const hostileForm = inject('hostileForm')

/** Well inside the hold, in milliseconds since the first request. */
export const halfWayMs = hostileForm === 'short' ? 12_000 : 2500
