// SPDX-License-Identifier: Apache-2.0
/** The exit codes of every command of this project. They are documented in the README. */
export const EXIT = Object.freeze({
  conformant: 0,
  backendWrong: 1,
  harnessFailed: 2,
  missed: 3,
  usage: 4,
  invalid: 5,
})

/** Where several apply, the first of this order wins. */
/** @type {readonly number[]} */
const ORDER = [EXIT.usage, EXIT.harnessFailed, EXIT.invalid, EXIT.backendWrong, EXIT.missed]

/**
 * The one code that speaks for several steps. A code outside the table (a signal, a crash) is the
 * harness's own failure, never the backend's.
 * @param {readonly number[]} codes
 */
export function worstExitCode(codes) {
  const known = codes.map((code) => (code === 0 || ORDER.includes(code) ? code : EXIT.harnessFailed))
  return ORDER.find((code) => known.includes(code)) ?? EXIT.conformant
}
