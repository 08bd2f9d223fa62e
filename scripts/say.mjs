// SPDX-License-Identifier: Apache-2.0
// What the set-up says goes to stderr: stdout belongs to the task (`mocks --json` is read by programs).

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** An error whose message is all the user needs; no stack is printed for it. */
export class SetupError extends Error {
  /**
   * @param {string} what what happened, with the value
   * @param {string} next what to do about it
   */
  constructor(what, next) {
    super(`${what}\n  ${next}`)
    this.name = 'SetupError'
  }
}

/** @param {number} sinceMs */
export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}
