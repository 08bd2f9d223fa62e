// SPDX-License-Identifier: Apache-2.0

/** One file of a content version, on its way into the service. */
export interface ContentFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly sizeEncrypted: number
  readonly createdMs: number
  /** Names the place to upload to. */
  readonly uploadKey: string
  blocks: number
  uploaded: boolean
  committedMs: number | null
  /** Whether the file was there when it was committed. */
  commitWorks: boolean
}

export interface ContentVersion {
  readonly id: string
  readonly files: ContentFile[]
}

/** How long the service takes to make an upload place, and to check a committed file. */
export const uriDelayMs = 1000
export const commitDelayMs = 2000

/** The state of a file as Graph names it. */
export function uploadState(file: ContentFile, nowMs: number): string {
  if (file.committedMs !== null) {
    if (nowMs < file.committedMs + commitDelayMs) return 'commitFilePending'
    return file.commitWorks ? 'commitFileSuccess' : 'commitFileFailed'
  }
  return nowMs < file.createdMs + uriDelayMs
    ? 'azureStorageUriRequestPending'
    : 'azureStorageUriRequestSuccess'
}
