// SPDX-License-Identifier: Apache-2.0
import { isSecretName, mentionsSecret, redacted, Secrets } from './secrets.ts'

/** Longer texts are named by their length only. */
const longestText = 64 * 1024

const deepest = 100

const startsStructure = /^\s*[{[]/

/** Takes secrets out of what is about to be written. The one place that knows how. */
export class Redactor {
  readonly secrets = new Secrets()

  /** A copy of a JSON value without secrets; a value under a secret's name goes whole, whatever its type. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest) return '[nested too deeply]'
    if (Array.isArray(value)) return value.map((each) => this.value(each, depth + 1))
    const copy: Record<string, unknown> = {}
    for (const [name, each] of Object.entries(value)) {
      copy[this.secrets.scrub(name)] =
        isSecretName(name) && each !== null ? redacted : this.value(each, depth + 1)
    }
    return copy
  }

  /** A text without secrets. One that holds JSON is looked into; another that gives a secret by its name goes whole. */
  text(text: string): string {
    if (text.length > longestText) return `[${text.length} characters left out]`
    const parsed = startsStructure.test(text) ? parseStructure(text) : undefined
    if (parsed !== undefined) {
      const shown = JSON.stringify(this.value(parsed))
      return shown === JSON.stringify(parsed) ? this.secrets.scrub(text) : shown
    }
    if (mentionsSecret(text)) return `[${text.length} characters that give a secret left out]`
    return this.secrets.scrub(text)
  }

  /** A copy of headers, fields or parameters without secrets. */
  named(values: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
    const copy: Record<string, string> = {}
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue
      const text = typeof value === 'string' ? value : value.join(', ')
      copy[this.secrets.scrub(name)] = isSecretName(name) ? redacted : this.text(text)
    }
    return copy
  }

  /** A path whose query holds no secret. */
  path(path: string): string {
    const at = path.indexOf('?')
    if (at < 0) return this.secrets.scrub(path)
    const query = new URLSearchParams(path.slice(at + 1))
    const shown = [...query].map(([name, value]) => {
      const text = isSecretName(name) ? redacted : this.text(value)
      return `${encodeURIComponent(this.secrets.scrub(name))}=${encodeURIComponent(text)}`
    })
    return `${this.secrets.scrub(path.slice(0, at))}?${shown.join('&')}`
  }
}

function parseStructure(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
