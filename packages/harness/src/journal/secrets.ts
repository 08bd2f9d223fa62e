// SPDX-License-Identifier: Apache-2.0

export const redacted = '[redacted]'

/** Shorter ones would blacken ordinary words. */
const shortestSecret = 4

const secretName =
  /passw|passphrase|secret|token|api[-_]?key|authori[sz]ation|cookie|session[-_]?(id|key)|^session$|credential|private[-_]?key|csrf|xsrf|bearer|^code$/i

/** They match, but count or tell rather than open anything. */
const harmlessNames: ReadonlySet<string> = new Set(['max_tokens', 'tokens_used', 'key_configured'])

const knownNames = new Map<string, boolean>()

/** Whether what stands under this name (a header, field, parameter) is a secret by its name. */
export function isSecretName(name: string): boolean {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  const secret = secretName.test(name) && !harmlessNames.has(name)
  if (knownNames.size < 10_000) knownNames.set(name, secret)
  return secret
}

/** A secret's name with a value after it, in JSON, a form, a header, HTML or XML; or a credential's scheme. */
const announcesSecret =
  /(?:passw|passphrase|secret|token|api[-_]?key|authori[sz]ation|cookie|session[-_]?(?:id|key)|credential|private[-_]?key|csrf)[\w-]*["'\]\\]*\s*(?:value\s*)?[:=>]|\b(?:bearer|basic)\s+\S/i

/** Whether a text gives a secret by its name. Prose that only speaks of one does not. */
export function mentionsSecret(text: string): boolean {
  return announcesSecret.test(text)
}

/** The secrets that this run has learnt, found wherever they stand and however they are written. */
export class Secrets {
  readonly #known = new Set<string>()
  #pattern: RegExp | undefined
  #shortest = Number.POSITIVE_INFINITY

  /** Learns a secret: a password, a session, a token. */
  add(secret: string): void {
    if (secret.length < shortestSecret || this.#known.has(secret)) return
    const written = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.toWellFormed()),
      new URLSearchParams({ s: secret }).toString().slice(2),
    ]
    for (const form of written) {
      this.#known.add(form)
      this.#shortest = Math.min(this.#shortest, form.length)
    }
    this.#pattern = undefined
  }

  /** The text without any secret known so far. */
  scrub(text: string): string {
    if (text.length < this.#shortest) return text
    this.#pattern ??= new RegExp(
      [...this.#known]
        .toSorted((a, b) => b.length - a.length)
        .map((secret) => secret.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
        .join('|'),
      'g',
    )
    return text.replaceAll(this.#pattern, redacted)
  }
}
