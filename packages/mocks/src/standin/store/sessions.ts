// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'

/** 24 hours (config/settings/base.py:121-126). */
export const sessionAgeMs = 24 * 60 * 60 * 1000

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

export interface Session {
  readonly key: string
  readonly userId: number
  readonly expiresAtMs: number
}

export class Sessions {
  readonly #clock: Clock
  readonly #byKey = new Map<string, Session>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  open(userId: number): Session {
    const session = { key: randomText(32), userId, expiresAtMs: this.#clock.nowMs() + sessionAgeMs }
    this.#byKey.set(session.key, session)
    return session
  }

  find(key: string): Session | undefined {
    const session = this.#byKey.get(key)
    if (session === undefined) return undefined
    if (session.expiresAtMs > this.#clock.nowMs()) return session
    this.#byKey.delete(key)
    return undefined
  }

  close(key: string): void {
    this.#byKey.delete(key)
  }
}

/** Random lower-case letters and digits, as Django's session keys have them. */
export function randomText(length: number): string {
  let text = ''
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length] ?? ''
  return text
}
