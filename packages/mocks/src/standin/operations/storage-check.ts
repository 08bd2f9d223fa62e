// SPDX-License-Identifier: Apache-2.0
import type { S3Settings } from '../settings.ts'
import { storageClient } from '../storage.ts'

/** Whether the object storage lists its buckets, and how long it takes, as the backend checks it. */
export async function storageCheck(s3: S3Settings | undefined) {
  if (s3 === undefined) return { status: 'degraded', error: 'No object storage is configured' } as const
  const start = performance.now()
  try {
    const client = await storageClient(s3)
    await client.listBuckets()
    return { status: 'healthy', latency_ms: Math.floor(performance.now() - start) } as const
  } catch (error) {
    return { status: 'degraded', error: String(error).slice(0, 100) } as const
  }
}
