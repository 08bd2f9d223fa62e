// SPDX-License-Identifier: Apache-2.0
/**
 * What stands under a key of a value that may be anything.
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
export function at(value, key) {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
