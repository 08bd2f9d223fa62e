// SPDX-License-Identifier: Apache-2.0

export const redacted = '[redacted]'

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
