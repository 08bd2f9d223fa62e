// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import { factsFrom } from './about.ts'
import { CallCoverage } from './coverage.ts'
import { mergedResults, mergedVariable, shardsIn } from './merge.ts'
import { roleRowsOf } from './role-row.ts'
import { Invariants } from '../invariants/invariant.ts'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { countsOf, exitCodeOf, invariantsFile, ScenarioResults, type ScenarioResult } from './results.ts'
import { allScenarios, shardFile, shardsFolder, type Shard } from './shard.ts'
import { statusOf } from './verdict.ts'

export interface ReporterOptions {
  /** The results file. */
  readonly outputFile: string
}

/** Writes `results.json`: what came of each scenario, and what of the contract they covered. */
export default class ResultsReporter implements Reporter {
  readonly #outputFile: string
  readonly #results = new Map<TestCase, TestResult>()
  readonly #errors: string[] = []
  #suite: Suite | undefined
  #shard: Shard | undefined
  #startedAt = new Date()

  constructor(options: ReporterOptions) {
    this.#outputFile = options.outputFile
  }

  printsToStdio(): boolean {
    return false
  }

  /** Of a shard only this shows what the others have. */
  preprocess({ config, suite }: { readonly config: FullConfig; readonly suite: Suite }): Promise<void> {
    if (config.shard !== null) this.#shard = { ...config.shard, ...allScenarios(suite.allTests()) }
    return Promise.resolve()
  }

  onBegin(_: FullConfig, suite: Suite): void {
    this.#suite = suite
    this.#startedAt = new Date()
  }

  /** A retry replaces what came before it. */
  onTestEnd(test: TestCase, result: TestResult): void {
    this.#results.set(test, result)
  }

  onError(error: TestError): void {
    this.#errors.push(textOf(error))
  }

  onEnd({ status }: FullResult): void {
    if (this.#onlyListed(status)) return
    const coverage = new CallCoverage()
    const scenarios = (this.#suite?.allTests() ?? []).flatMap((test) => this.#scenario(test, coverage))
    const results: Omit<ScenarioResults, 'exitCode'> = {
      target: process.env['EUCORA_BASE_URL'] ?? '',
      runId: process.env['EUCORA_RUN_ID'] ?? '',
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      ended: status,
      counts: countsOf(scenarios),
      scenarios,
      coverage: coverage.tables(),
      roleMatrix: [...this.#results.values()].flatMap(roleRowsOf),
      invariants: this.#invariants(),
      errors: [...this.#errors, ...repeatedIds(this.#suite?.allTests() ?? [])],
      ...(this.#shard === undefined ? {} : { shard: this.#shard }),
    }
    this.#write({ ...results, exitCode: exitCodeOf(results) })
  }

  #write(results: ScenarioResults): void {
    const merged = process.env[mergedVariable]
    if (merged !== undefined) {
      writeJsonFile(this.#outputFile, ScenarioResults, mergedResults(results, shardsIn(merged)))
      return
    }
    writeJsonFile(this.#outputFile, ScenarioResults, results)
    if (this.#shard === undefined) return
    const folder = shardsFolder(dirname(this.#outputFile))
    writeJsonFile(shardFile(folder, this.#shard, 'json'), ScenarioResults, results)
  }

  /** The global set-up's end judged them, before this. */
  #invariants(): Invariants {
    const file = invariantsFile(dirname(dirname(this.#outputFile)))
    return existsSync(file) ? readJsonFile(file, Invariants) : []
  }

  /** `--list` ends as passed, with scenarios of which none has run. */
  #onlyListed(status: FullResult['status']): boolean {
    const scenarios = this.#suite?.allTests().length ?? 0
    return status === 'passed' && scenarios > 0 && this.#results.size === 0
  }

  #scenario(test: TestCase, coverage: CallCoverage): readonly ScenarioResult[] {
    const facts = factsFrom(test.title, test.annotations)
    const result = this.#results.get(test)
    if (facts === undefined) return []
    const operations = result === undefined ? [] : [...coverage.add(result)]
    const status = statusOf(result, test.expectedStatus)
    const messages = status === 'passed' ? [] : (result?.errors ?? []).map(textOf)
    const durationMs = Math.max(0, result?.duration ?? 0)
    return [{ ...facts, title: test.title, status, durationMs, operations, messages }]
  }
}

function textOf({ message, value }: TestError): string {
  return stripVTControlCharacters(message ?? value ?? 'an error without a message')
}

/** An id stands for one scenario; repetitions of it by `--repeat-each` are the same one. */
function repeatedIds(tests: readonly TestCase[]): readonly string[] {
  const places = new Map<string, Set<string>>()
  for (const { title, annotations, location } of tests) {
    const id = factsFrom(title, annotations)?.id
    if (id !== undefined)
      places.set(id, (places.get(id) ?? new Set()).add(`${location.file}:${location.line}`))
  }
  return [...places]
    .filter(([, at]) => at.size > 1)
    .map(
      ([id, at]) =>
        `The id ${id} stands for several scenarios: ${[...at].join(', ')}. Give each its own title.`,
    )
}
