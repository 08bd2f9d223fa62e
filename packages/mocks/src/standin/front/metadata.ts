// SPDX-License-Identifier: Apache-2.0
import type { Operation } from '@eucora/harness/contract'

/** What OPTIONS answers: the view's name and description, and the media types that it writes and reads. */
export function metadataOf({ id, summary }: Operation) {
  const words = id.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return {
    name: words.join(' '),
    description: summary,
    renders: ['application/json'],
    parses: ['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded'],
  }
}
