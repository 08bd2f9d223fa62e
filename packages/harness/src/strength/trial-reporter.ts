// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { factsFrom } from '../playwright/about.ts'
import { isSparedTrial } from '../playwright/trial-target.ts'
import { titleOf, trialOf } from '../playwright/trials.ts'
import { statusOf } from '../playwright/verdict.ts'

/** Writes one line for each scenario on each defect: the defect, the scenario and what came of it. */
export default class TrialReporter implements Reporter {
  readonly #outputFile: string

  constructor({ outputFile }: { readonly outputFile: string }) {
    this.#outputFile = outputFile
    writeFileSync(outputFile, '')
  }

  printsToStdio(): boolean {
    return false
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const trial = trialOf(test.annotations)
    if (trial === undefined) return
    const scenario = factsFrom(titleOf(test.title, trial), test.annotations)?.id
    const status = isSparedTrial(result.annotations) ? 'spared' : statusOf(result, 'passed')
    const outcome = { defect: trial.defect, scenario, status }
    appendFileSync(this.#outputFile, `${JSON.stringify(outcome)}\n`)
  }
}
