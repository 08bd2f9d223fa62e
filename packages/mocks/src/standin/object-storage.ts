// SPDX-License-Identifier: Apache-2.0
import { buffer } from 'node:stream/consumers'
import type { Client } from 'minio'
import type { S3Settings } from './settings.ts'

/** Where artifacts lie, by key. Each method throws an Error where the storage fails. */
export interface ObjectStorage {
  /** An object's bytes; undefined where there is none. */
  read(key: string): Promise<Buffer | undefined>
  write(key: string, bytes: Buffer, contentType: string): Promise<void>
  remove(key: string): Promise<void>
}

/** One bucket of an S3 server, made on first use. A step that takes longer than 10 s by default counts as failed. */
export class S3Storage implements ObjectStorage {
  readonly #settings: S3Settings
  readonly #deadlineMs: number
  #client: Promise<Client> | undefined

  constructor(settings: S3Settings, deadlineMs = 10_000) {
    this.#settings = settings
    this.#deadlineMs = deadlineMs
  }

  async read(key: string): Promise<Buffer | undefined> {
    return this.#step(async (client, bucket) => {
      try {
        return await buffer(await client.getObject(bucket, key))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    })
  }

  async write(key: string, bytes: Buffer, contentType: string): Promise<void> {
    await this.#step((client, bucket) =>
      client.putObject(bucket, key, bytes, bytes.length, { 'Content-Type': contentType }),
    )
  }

  async remove(key: string): Promise<void> {
    await this.#step((client, bucket) => client.removeObject(bucket, key))
  }

  async #step<T>(act: (client: Client, bucket: string) => Promise<T>): Promise<T> {
    this.#client ??= this.#open()
    const late = AbortSignal.timeout(this.#deadlineMs)
    const deadline = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`No answer within ${this.#deadlineMs} ms.`)))
    })
    try {
      return await Promise.race([this.#client.then((client) => act(client, this.#settings.bucket)), deadline])
    } catch (error) {
      this.#client = undefined
      throw error
    }
  }

  /** The client is loaded with the first upload: it takes longer to load than the stand-in may take to start. */
  async #open(): Promise<Client> {
    const { Client: S3Client } = await import('minio')
    const { endpoint, bucket, accessKey, secretKey } = this.#settings
    const { hostname, port, protocol } = new URL(endpoint)
    const useSSL = protocol === 'https:'
    const client = new S3Client({
      endPoint: hostname,
      port: port === '' ? (useSSL ? 443 : 80) : Number(port),
      useSSL,
      accessKey,
      secretKey,
      region: 'us-east-1',
      retryOptions: { disableRetry: true },
    })
    if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket)
    return client
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'NoSuchKey' || error.code === 'NotFound')
  )
}
