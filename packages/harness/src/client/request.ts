// SPDX-License-Identifier: Apache-2.0
import type { FilePart, Operation } from '../contract/operation.ts'
import { HarnessError } from '../errors.ts'

type QueryValue = string | number | boolean | null | undefined

/** Input as loose as a request can be, for what the contract refuses. */
export interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>
  /** Undefined values are not sent; an array sends its parameter several times. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>
  /** Sent as JSON, or as a form where the operation takes one. */
  readonly body?: unknown
  /** Sent as multipart/form-data whatever the operation takes. */
  readonly form?: Readonly<Record<string, unknown>>
  /** Sent as it is, with `content-type: application/json` unless `headers` name another. */
  readonly raw?: string | Uint8Array
  /** Added to the client's own; `null` leaves one of those out. */
  readonly headers?: Readonly<Record<string, string | null>>
}

export interface PreparedBody {
  readonly sent: string | Uint8Array | FormData | null
  /** Undefined where undici writes it, with the boundary, or where nothing is sent. */
  readonly contentType: string | undefined
  /** What the journal keeps. */
  readonly recorded: unknown
}

/** The path of a call with its parameters and query; throws a HarnessError where a parameter is missing. */
export function pathOf(operation: Operation, { params = {}, query }: LooseInput): string {
  const path = operation.path.includes('{')
    ? operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(textParam(operation, params, name)),
      )
    : operation.path
  if (query === undefined) return path
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) search.append(name, String(each))
  }
  return search.size === 0 ? path : `${path}?${search}`
}

function textParam(operation: Operation, params: Readonly<Record<string, unknown>>, name: string): string {
  const value = params[name]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new HarnessError(
    'usage',
    `${operation.id} needs the path parameter ${name} as text or number, and got ${JSON.stringify(value)}`,
    `Pass params: { ${name}: … }`,
  )
}

export function bodyOf(operation: Operation, input: LooseInput): PreparedBody {
  if (input.raw !== undefined) return rawBody(input.raw)
  if (input.form !== undefined) return formBody(input.form)
  if (input.body === undefined) return { sent: null, contentType: undefined, recorded: null }
  if (operation.bodyFormat === 'multipart') return formBody(input.body)
  return { sent: JSON.stringify(input.body), contentType: 'application/json', recorded: input.body }
}

function rawBody(raw: string | Uint8Array): PreparedBody {
  const recorded = typeof raw === 'string' ? raw : new TextDecoder().decode(raw)
  return { sent: raw, contentType: 'application/json', recorded }
}

function formBody(body: unknown): PreparedBody {
  const form = new FormData()
  const recorded: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    if (value === undefined) continue
    if (isFilePart(value)) {
      const { filename, bytes, contentType = 'application/octet-stream' } = value
      form.append(name, new File([new Uint8Array(bytes)], filename, { type: contentType }))
      recorded[name] = { filename, contentType, bytes: bytes.byteLength }
    } else {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      form.append(name, text)
      recorded[name] = text
    }
  }
  return { sent: form, contentType: undefined, recorded }
}

function isFilePart(value: unknown): value is FilePart {
  return (
    typeof value === 'object' &&
    value !== null &&
    'filename' in value &&
    typeof value.filename === 'string' &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array
  )
}
