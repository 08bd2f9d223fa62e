// SPDX-License-Identifier: Apache-2.0

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * A value as a UUID in lower case with hyphens, for all that Django's UUIDField takes: text in any case, with or
 * without hyphens, braces or `urn:uuid:`, and whole numbers. Undefined for anything else.
 */
export function uuidFrom(value: unknown): string | undefined {
  if (typeof value === 'number') return ofNumber(value)
  if (typeof value !== 'string') return undefined
  if (canonical.test(value)) return value
  const digits = value
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replaceAll(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '')
  return /^[0-9a-fA-F]{32}$/.test(digits) ? hyphenated(digits.toLowerCase()) : undefined
}

function ofNumber(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 128) return undefined
  return hyphenated(BigInt(value).toString(16).padStart(32, '0'))
}

function hyphenated(digits: string): string {
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)]
  return `${parts.join('-')}-${digits.slice(20)}`
}
