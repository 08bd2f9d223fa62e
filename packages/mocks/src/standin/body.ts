// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer'
import { jsonProblem, nestsTooDeep } from './front/json-error.ts'
import { Refusal, shapeA } from './reply.ts'

/** An uploaded file of a multipart request. */
export interface UploadedFile {
  readonly filename: string
  readonly contentType: string
  readonly bytes: Buffer
}

export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, UploadedFile>>
}

const emptyForm: Form = { fields: {}, files: {} }

type Format = 'json' | 'form' | 'multipart' | 'unsupported'

/** A request's body, parsed only when a handler asks, since a view that looks its object up first answers 404 first. */
export class RequestBody {
  readonly contentType: string
  readonly bytes: Buffer
  readonly #requestId: string
  readonly #format: Format
  #multipart: Form | { readonly problem: string } = emptyForm

  constructor(bytes: Buffer, contentType: string, requestId: string) {
    this.bytes = bytes
    this.contentType = contentType
    this.#requestId = requestId
    this.#format = formatOf(contentType)
  }

  /** Whether `read` has to be awaited before a handler may look inside. */
  get isMultipart(): boolean {
    return this.#format === 'multipart' && this.bytes.length > 0
  }

  /** What a form sends as proof against forgery; Django reads it before the view runs. */
  get csrfField(): string | undefined {
    return this.#format === 'form' ? this.form().fields['csrfmiddlewaretoken'] : undefined
  }

  /** Takes a multipart body apart; what is wrong with it shows only when a handler asks. */
  async read(): Promise<void> {
    // The parser is loaded by the first upload, since it would take a tenth of the start.
    const { parseMultipart } = await import('./front/multipart.ts')
    this.#multipart = await parseMultipart(this.bytes, this.contentType)
  }

  /**
   * The body as data: a JSON value, or the fields of a form; an empty body is `{}`.
   * Throws a Refusal 400 (D) where it does not parse, 415 (A) where its type is none of the three.
   */
  json(): unknown {
    if (this.bytes.length === 0) return {}
    return this.#format === 'json' ? this.#parseJson() : { ...this.form().fields }
  }

  /** The fields and files of a form; a JSON body has none. Throws as `json` does. */
  form(): Form {
    if (this.bytes.length === 0) return emptyForm
    switch (this.#format) {
      case 'multipart':
        if ('problem' in this.#multipart) throw this.#unparsable(this.#multipart.problem)
        return this.#multipart
      case 'form':
        return { fields: Object.fromEntries(new URLSearchParams(this.bytes.toString('utf8'))), files: {} }
      case 'unsupported':
        throw new Refusal(
          shapeA(415, `Unsupported media type "${this.contentType}" in request.`, this.#requestId),
        )
      case 'json':
        this.#parseJson()
        return emptyForm
    }
  }

  #parseJson(): unknown {
    if (!isUtf8(this.bytes)) throw this.#unparsable(`JSON parse error - ${utf8Problem(this.bytes)}`)
    if (nestsTooDeep(this.bytes))
      throw this.#unparsable('JSON parse error - maximum recursion depth exceeded')
    const text = this.bytes.toString('utf8')
    try {
      const value: unknown = JSON.parse(text)
      return value
    } catch {
      throw this.#unparsable(`JSON parse error - ${jsonProblem(text)}`)
    }
  }

  #unparsable(detail: string): Refusal {
    return new Refusal({ status: 400, body: { detail, correlation_id: this.#requestId } })
  }
}

function formatOf(contentType: string): Format {
  if (contentType === 'application/json') return 'json'
  const [type = ''] = contentType.split(';')
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      return 'json'
    case 'application/x-www-form-urlencoded':
      return 'form'
    case 'multipart/form-data':
      return 'multipart'
    default:
      return 'unsupported'
  }
}

/** Names the first byte that is no UTF-8, as Python does. */
function utf8Problem(bytes: Buffer): string {
  const round = Buffer.from(bytes.toString('utf8'))
  const at = bytes.findIndex((byte, index) => round[index] !== byte)
  const byte = bytes[at] ?? 0
  const start = byte < 0xc2 || byte > 0xf4
  return `'utf-8' codec can't decode byte 0x${byte.toString(16)} in position ${at}: invalid ${start ? 'start' : 'continuation'} byte`
}
