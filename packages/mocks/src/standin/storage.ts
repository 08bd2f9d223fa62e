// SPDX-License-Identifier: Apache-2.0
import type { Client } from 'minio'
import type { S3Settings } from './settings.ts'

/** A client of the object storage, as the backend has one. It is loaded when first needed: it is large. */
export async function storageClient({ endpoint, accessKey, secretKey }: S3Settings): Promise<Client> {
  const { Client: S3Client } = await import('minio')
  const { hostname, port, protocol } = new URL(endpoint)
  const useSSL = protocol === 'https:'
  const fallback = useSSL ? 443 : 80
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return new S3Client({
    endPoint: host,
    port: port === '' ? fallback : Number(port),
    useSSL,
    accessKey,
    secretKey,
  })
}
