// SPDX-License-Identifier: Apache-2.0
import { mapStructure } from './structure.ts'
import { isSecretName, mentionsSecret, redacted } from './secret-names.ts'
import { Secrets } from './secrets.ts'

/** Longer texts are named by their length only. */
const longestText = 64 * 1024

const deepest = 100

/** No text without one of these gives a secret by its name. */
const mayMention = /[:=>\s]/

/** Takes secrets out of what is about to be written. The one place that knows how. */
export class Redactor {
  readonly secrets = new Secrets()

  /** A copy without secrets, told by their names and by what this run has learnt, wherever they stand. */
  value(value: unknown): unknown {
    return this.secrets.scrub(withoutNamed(value))
  }
}

/** A copy of a JSON value without what stands under a secret's name, whatever its type. */
export function withoutNamed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return textWithoutNamed(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return '[nested too deeply]'
  if (Array.isArray(value)) return value.map((each) => withoutNamed(each, depth + 1))
  const copy: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(value)) {
    copy[name] = isSecretName(name) && each !== null ? redacted : withoutNamed(each, depth + 1)
  }
  return copy
}

/** A text that holds JSON is looked into; another that gives a secret by its name goes whole. */
export function textWithoutNamed(text: string): string {
  if (text.length > longestText) return `[${text.length} characters left out]`
  const looked = mapStructure(text, withoutNamed)
  if (looked !== undefined) return looked
  return mayMention.test(text) && mentionsSecret(text)
    ? `[${text.length} characters that give a secret left out]`
    : text
}

/** A copy of headers or fields without what stands under a secret's name. */
export function headersWithoutNamed(headers: Readonly<Record<string, string>>): Record<string, string> {
  const copy: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    copy[name] = isSecretName(name) ? redacted : textWithoutNamed(value)
  }
  return copy
}

/** A path whose query holds nothing under a secret's name. */
export function pathWithoutNamed(path: string): string {
  const at = path.indexOf('?')
  if (at < 0) return path
  const shown = [...new URLSearchParams(path.slice(at + 1))].map(([name, value]) => {
    const text = isSecretName(name) ? redacted : textWithoutNamed(value)
    return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`
  })
  return `${path.slice(0, at)}?${shown.join('&')}`
}
