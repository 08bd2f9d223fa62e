// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import type { ObjectStorage } from '../object-storage.ts'
import { Refusal, shapeA } from '../reply.ts'
import type { Upload } from './upload-input.ts'

/**
 * Puts an artifact where its key says. Throws a Refusal 409 where other bytes lie there already (D-45), and 503 where
 * the storage fails, which leaves no object behind.
 */
export async function storeArtifact(call: Call, upload: Upload): Promise<void> {
  const { storage } = call.state
  try {
    if (storage === undefined) throw new Error('No storage is set.')
    if (await isFree(call, storage, upload)) await write(call, storage, upload)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw failed(call, error)
  }
}

/** Whether nothing lies there yet; the same bytes need not be written again. */
async function isFree(call: Call, storage: ObjectStorage, { key, artifact }: Upload): Promise<boolean> {
  if (!call.rules.keepsArtifacts) return true
  const there = await storage.read(key)
  if (there === undefined) return true
  if (there.equals(artifact.bytes)) return false
  throw new Refusal(shapeA(409, 'Another artifact is stored under this name and version.', call.requestId))
}

async function write(call: Call, storage: ObjectStorage, { key, artifact }: Upload): Promise<void> {
  try {
    await storage.write(key, artifact.bytes, artifact.contentType)
  } catch (error) {
    // A write that failed late may have stored the object. Where it cannot be removed either, the storage is down.
    if (call.rules.leavesNoOrphans) await storage.remove(key).catch(() => undefined)
    throw error
  }
}

function failed(call: Call, error: unknown): Refusal {
  if (call.rules.hidesStorageErrors) {
    return new Refusal({ status: 503, body: { error: 'Failed to upload artifact' } })
  }
  const text = error instanceof Error ? error.message : String(error)
  return new Refusal({ status: 500, body: { error: `Failed to upload artifact: ${text}` } })
}
