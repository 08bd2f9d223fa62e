// SPDX-License-Identifier: Apache-2.0
import { redacted } from './secret-names.ts'
import { mapStructure } from './structure.ts'

/** Shorter ones would blacken ordinary words. */
const shortestSecret = 4

/** Written the same in JSON, however often quoted, and in URLs. */
const writtenOneWay = /^[\w.~-]+$/

/** The secrets that this run has learnt, found wherever they stand and however they are written. */
export class Secrets {
  readonly #forms = new Set<string>()
  /** By their length, those that are written one way. */
  readonly #plain = new Map<number, Set<string>>()
  #shortest = Number.POSITIVE_INFINITY
  #words = /(?!)/g
  #allWrittenOneWay = true
  #pattern: RegExp | undefined

  /** Learns a secret: a password, a session, a token. */
  add(secret: string): void {
    if (secret.length < shortestSecret || this.#forms.has(secret)) return
    this.#forms.add(secret)
    if (writtenOneWay.test(secret)) this.#addPlain(secret)
    else {
      this.#allWrittenOneWay = false
      this.#forms.add(JSON.stringify(secret).slice(1, -1))
      this.#forms.add(encodeURIComponent(secret.toWellFormed()))
      this.#forms.add(new URLSearchParams({ s: secret }).toString().slice(2))
    }
    this.#pattern = undefined
  }

  /** Whether a value may hold a secret, told from its JSON text. Cheap, and never wrong about no. */
  mayBeIn(json: string): boolean {
    if (!this.#allWrittenOneWay) return true
    return (json.match(this.#words) ?? []).some((word) => this.#isWithin(word))
  }

  #addPlain(secret: string): void {
    const { length } = secret
    const alike = this.#plain.get(length) ?? new Set()
    this.#plain.set(length, alike.add(secret))
    if (length >= this.#shortest) return
    this.#shortest = length
    this.#words = new RegExp(`[\\w.~-]{${length},}`, 'g')
  }

  /**
   * Whether a run of characters that need no escape holds a secret. A pattern of all secrets would be made anew with each
   * sign-in, and took as long as all else that the journal does.
   */
  #isWithin(word: string): boolean {
    for (const [length, alike] of this.#plain) {
      for (let at = 0; at + length <= word.length; at += 1) {
        if (alike.has(word.slice(at, at + length))) return true
      }
    }
    return false
  }

  /** A copy of a JSON value without any of them, names of keys included. */
  scrub<T>(value: T): T
  scrub(value: unknown): unknown {
    return this.#forms.size === 0 ? value : this.#scrubbed(value, this.#matcher())
  }

  #scrubbed(value: unknown, matcher: RegExp): unknown {
    if (typeof value === 'string') {
      const looked = mapStructure(value, (each) => this.#scrubbed(each, matcher))
      return (looked ?? value).replaceAll(matcher, redacted)
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((each) => this.#scrubbed(each, matcher))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name.replaceAll(matcher, redacted),
        this.#scrubbed(each, matcher),
      ]),
    )
  }

  #matcher(): RegExp {
    this.#pattern ??= new RegExp(
      [...this.#forms]
        .toSorted((a, b) => b.length - a.length)
        .map(literal)
        .join('|'),
      'g',
    )
    this.#pattern.lastIndex = 0
    return this.#pattern
  }
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
