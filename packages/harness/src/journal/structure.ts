// SPDX-License-Identifier: Apache-2.0

const startsStructure = /^\s*[{[]/

/**
 * Maps the JSON that a text holds and gives it as text again, as it was written where nothing changed; undefined where
 * it holds no JSON object or array.
 */
export function mapStructure(text: string, map: (value: unknown) => unknown): string | undefined {
  if (!startsStructure.test(text)) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const mapped = JSON.stringify(map(parsed))
  return mapped === JSON.stringify(parsed) ? text : mapped
}
