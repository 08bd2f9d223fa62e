// SPDX-License-Identifier: Apache-2.0

/** A product's limits; `Infinity` turns one off. */
export interface RateLimits {
  readonly requests: number
  /** The time over which requests are counted, in milliseconds. */
  readonly requestsPerMs: number
  /** Tokens of prompt and answer in a minute. */
  readonly tokens: number
}

export interface Standing {
  readonly limit: number
  readonly remaining: number
  /** Until all is there again. */
  readonly resetMs: number
}

export interface Taken {
  /** Which limit was met; undefined where the request may pass. */
  readonly over: 'requests' | 'tokens' | undefined
  readonly requests: Standing
  readonly tokens: Standing
}

export const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

/** Counts requests and tokens in windows that begin with their first request. */
export class RateLimit {
  readonly #requests: Window
  readonly #tokens: Window

  constructor({ requests, requestsPerMs, tokens }: RateLimits) {
    this.#requests = new Window(requests, requestsPerMs)
    this.#tokens = new Window(tokens, minuteMs)
  }

  /** Counts a request, unless it is one too many. */
  take(nowMs: number, tokens: number): Taken {
    const over = this.#requests.has(nowMs, 1)
      ? this.#tokens.has(nowMs, tokens)
        ? undefined
        : 'tokens'
      : 'requests'
    if (over === undefined) {
      this.#requests.take(1)
      this.#tokens.take(tokens)
    }
    return { over, requests: this.#requests.standing(nowMs), tokens: this.#tokens.standing(nowMs) }
  }
}

class Window {
  readonly #limit: number
  readonly #lengthMs: number
  #startMs = 0
  #taken = 0

  constructor(limit: number, lengthMs: number) {
    this.#limit = limit
    this.#lengthMs = lengthMs
  }

  has(nowMs: number, amount: number): boolean {
    if (nowMs - this.#startMs >= this.#lengthMs) {
      this.#startMs = nowMs
      this.#taken = 0
    }
    return this.#taken + amount <= this.#limit
  }

  take(amount: number): void {
    this.#taken += amount
  }

  standing(nowMs: number): Standing {
    return {
      limit: this.#limit,
      remaining: this.#limit - this.#taken,
      resetMs: this.#startMs + this.#lengthMs - nowMs,
    }
  }
}

/** A time as OpenAI and Groq write it: `120ms`, `1.5s`, `6m0s`. */
export function shortDuration(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)}ms`
  const minutes = Math.floor(ms / minuteMs)
  const seconds = Math.round(ms - minutes * minuteMs) / 1000
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`
}
