// SPDX-License-Identifier: Apache-2.0
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { Form, UploadedFile } from '../body.ts'

/** Django takes as many (DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES). */
const mostFields = 1000
const mostFiles = 100

/** Reads a multipart body that is whole in memory; answers what is wrong with it where it is none. */
export function parseMultipart(
  bytes: Buffer,
  contentType: string,
): Promise<Form | { readonly problem: string }> {
  return new Promise((resolve) => {
    const fields = new Map<string, string>()
    const files = new Map<string, UploadedFile>()
    const fail = (problem: string) => resolve({ problem: `Multipart form parse error - ${problem}` })
    const headers: BusboyHeaders = { 'content-type': contentType }
    const parser = startParser(headers, fail)
    if (parser === undefined) return
    parser.on('field', (name, value) => {
      fields.set(name, value)
    })
    parser.on('file', (name, stream, filename, _encoding, type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (!['', '.', '..'].includes(filename ?? '')) {
          files.set(name, { filename, contentType: type, bytes: Buffer.concat(chunks) })
        }
      })
    })
    parser.on('fieldsLimit', () => fail('Too many fields.'))
    parser.on('filesLimit', () => fail('Too many files.'))
    parser.on('partsLimit', () => fail('Too many parts.'))
    parser.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
    parser.on('finish', () =>
      resolve({ fields: Object.fromEntries(fields), files: Object.fromEntries(files) }),
    )
    parser.end(bytes)
  })
}

function startParser(headers: BusboyHeaders, fail: (problem: string) => void): BusboyInstance | undefined {
  try {
    const limits = { fields: mostFields, files: mostFiles, fieldSize: Number.POSITIVE_INFINITY }
    return Busboy({ headers, limits })
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
