// SPDX-License-Identifier: Apache-2.0
import { Refusal } from './reply.ts'

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

/** A request's body, parsed only when a handler asks, since a view that looks its object up first answers 404 first. */
export class RequestBody {
  readonly contentType: string
  readonly #bytes: Buffer
  readonly #requestId: string

  constructor(bytes: Buffer, contentType: string, requestId: string) {
    this.#bytes = bytes
    this.contentType = contentType
    this.#requestId = requestId
  }

  get bytes(): Buffer {
    return this.#bytes
  }

  /** The body as JSON; an empty body is `{}`. Throws a Refusal 400 (D) where it does not parse, 415 for another type. */
  json(): unknown {
    if (this.#bytes.length === 0) return {}
    try {
      const value: unknown = JSON.parse(this.#bytes.toString('utf8'))
      return value
    } catch {
      throw new Refusal({
        status: 400,
        body: { detail: 'JSON parse error', correlation_id: this.#requestId },
      })
    }
  }
}
