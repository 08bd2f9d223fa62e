// SPDX-License-Identifier: Apache-2.0
import type { TestInfo, TestType } from '@playwright/test'
import { annotationsOf, factsOf, type About } from './about.ts'

type Body<Fixtures> = (fixtures: Fixtures, testInfo: TestInfo) => Promise<void> | void

/** Declares a scenario: one rule of governance, with a title that states it in the present tense. */
export type Scenario<Fixtures> = (title: string, about: About, body: Body<Fixtures>) => void

/** Makes the `scenario` of a test with fixtures. */
export function scenarioOf<T extends object, W extends object>(test: TestType<T, W>): Scenario<T & W> {
  const scenario: Scenario<T & W> = (title, about, body) => {
    const facts = factsOf(title, about)
    const tag = [`@${facts.app}`, `@${facts.class}`, `@${facts.rule}`, ...(about.tags ?? [])]
    atCallerOf(scenario, () => test(title, { tag, annotation: annotationsOf(facts) }, body))
  }
  return scenario
}

/**
 * Playwright takes a test's place in the source from the frame that calls `test`, which would be this file for every
 * scenario. While one is declared, that frame is the author's. See docs/decisions/scenario-location.md.
 */
function atCallerOf(wrapper: (...args: never[]) => void, declare: () => void): void {
  // oxlint-disable-next-line typescript/unbound-method -- a static function that uses no `this`
  const capture = Error.captureStackTrace
  Error.captureStackTrace = (target: { stack?: unknown }) => {
    // oxlint-disable-next-line typescript/unbound-method -- a static function that uses no `this`
    const prepare = Error.prepareStackTrace
    Error.prepareStackTrace = (error, frames) => {
      const author = frames.slice(0, 1)
      const shown: unknown = prepare?.(error, [...author, ...author])
      return shown
    }
    capture(target, wrapper)
    // The stack is made on first reading, so it is read while the frames are ours.
    void target.stack
    Error.prepareStackTrace = prepare
  }
  try {
    declare()
  } finally {
    Error.captureStackTrace = capture
  }
}
