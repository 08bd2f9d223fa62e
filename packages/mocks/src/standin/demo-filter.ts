// SPDX-License-Identifier: Apache-2.0
import type { Call } from './call.ts'

/**
 * Whether a read shows demo rows only (true), none of them (false) or all rows (undefined): as `include_demo` asks with
 * `all`, `true` or `false`, else as the demo mode is (core/utils.py:86-101).
 */
export function demoFilter(call: Call): boolean | undefined {
  switch (call.filter('include_demo')?.toLowerCase()) {
    case 'all':
      return undefined
    case 'true':
      return true
    case 'false':
      return false
    default:
      return call.state.demoMode
  }
}

/** A filter's value as a view reads it: an empty one counts as not sent. */
export function wanted(call: Call, name: string): string | undefined {
  const value = call.filter(name)
  return value === '' ? undefined : value
}
