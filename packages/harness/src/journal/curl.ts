// SPDX-License-Identifier: Apache-2.0
import type { Exchange } from './exchange.ts'
import { isSecretName } from './secret-names.ts'

/** They change nothing for whoever repeats a call. */
const leftOut: ReadonlySet<string> = new Set(['accept', 'traceparent'])

/**
 * One command that repeats a call. Secrets are shell variables named for their header (`$COOKIE`, `$X_CSRFTOKEN`),
 * files are read from the working folder under their own name.
 */
export function curlOf(exchange: Exchange, baseUrl: string): string {
  const parts = ['curl -i', `-X ${exchange.method}`, quoted(new URL(exchange.path, baseUrl).href)]
  for (const [name, value] of Object.entries(exchange.requestHeaders)) {
    if (leftOut.has(name) || isForm(exchange, name)) continue
    parts.push(isSecretName(name) ? `-H "${name}: $${variable(name)}"` : `-H ${quoted(`${name}: ${value}`)}`)
  }
  if (isForm(exchange)) parts.push(...formParts(exchange.requestBody))
  else if (exchange.requestBody !== null) parts.push(`--data-raw ${quoted(textOf(exchange.requestBody))}`)
  return parts.join(' \\\n  ')
}

/** Whether the call sent a form; with a header's name, whether curl writes that header itself for a form. */
function isForm({ requestHeaders }: Exchange, name = 'content-type'): boolean {
  return name === 'content-type' && (requestHeaders['content-type'] ?? '').startsWith('multipart/form-data')
}

function formParts(body: unknown): readonly string[] {
  return Object.entries(typeof body === 'object' && body !== null ? body : {}).map(
    ([name, value]: [string, unknown]) =>
      isFile(value)
        ? `-F ${quoted(`${name}=@${value.filename};type=${value.contentType}`)}`
        : `--form-string ${quoted(`${name}=${textOf(value)}`)}`,
  )
}

function isFile(value: unknown): value is { filename: string; contentType: string } {
  return typeof value === 'object' && value !== null && 'filename' in value && 'contentType' in value
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function variable(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
