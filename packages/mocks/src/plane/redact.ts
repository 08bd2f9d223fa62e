// SPDX-License-Identifier: Apache-2.0

const removed = '[removed]'
const secretHeader =
  /^(authorization|proxy-authorization|cookie|set-cookie)$|api-?key|token|secret|signature/i
const secretName =
  /passw|secret|token|(api|private|encryption|mac)[-_]?key|assertion|signature|credential|^code$|authorization/i
/** JSON without any of these has no secret name in it; `\\u` can spell every letter. */
const maySpellSecret = new RegExp(`${secretName.source.replace('^code$', '"code"')}|\\\\u`, 'i')
/** A parameter of Google's that carries the API key; in a body a key names a record, a project or a repeat. */
const secretParameter = /^key$/i
/** `max_tokens` and the like count tokens of a text. */
const countName = /tokens$/i
const keptText = 2000

/** Headers without what proves who the caller is. */
export function redactedHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretHeader.test(name) ? removed : value]),
  )
}

/** Path and query without secret parameters. */
export function redactedTarget(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => [
    name,
    secretParameter.test(name) || isSecret(name, value) ? removed : value,
  ])
  return query.length === 0 ? url.pathname : `${url.pathname}?${new URLSearchParams(query).toString()}`
}

/** The first 2,000 characters of a JSON or form body without its secrets; of any other the size only. */
export function redactedBody(bytes: Uint8Array, contentType: string): string {
  if (bytes.length === 0) return ''
  const text = textOf(bytes, contentType)
  return text === undefined ? `${bytes.length} bytes` : text.slice(0, keptText)
}

function textOf(bytes: Uint8Array, contentType: string): string | undefined {
  const text = () => new TextDecoder().decode(bytes)
  if (contentType.includes('json')) return redactedJson(text())
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return undefined
  const fields = [...new URLSearchParams(text())]
  return new URLSearchParams(
    fields.map(([name, value]) => [name, isSecret(name, value) ? removed : value]),
  ).toString()
}

function redactedJson(text: string): string | undefined {
  try {
    if (!maySpellSecret.test(text)) return JSON.stringify(JSON.parse(text))
    return JSON.stringify(
      JSON.parse(text, (name, value: unknown) => (isSecret(name, value) ? removed : value)),
    )
  } catch {
    // No JSON: nobody knows where its secrets are.
    return undefined
  }
}

function isSecret(name: string, value: unknown): boolean {
  if (!secretName.test(name)) return false
  const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
  return !(isCount && countName.test(name))
}
