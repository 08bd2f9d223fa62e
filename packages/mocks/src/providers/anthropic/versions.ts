// SPDX-License-Identifier: Apache-2.0

/** Clients up to 0.137 send this one with `x-api-key`. */
export const firstVersion = '2023-06-01'

/** Clients from 1.0 on send this one with `Authorization: Bearer`. */
export const currentVersion = '2026-10-21'

/** Why the version that a caller sent is none; undefined where it is one. */
export function versionProblem(version: string | null): string | undefined {
  if (version === null) return 'anthropic-version: header is required'
  if (version === firstVersion || version === currentVersion) return undefined
  return `anthropic-version: "${version}" is not a valid version for this API`
}
