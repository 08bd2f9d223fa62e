// SPDX-License-Identifier: Apache-2.0
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestDetails, TestType } from '@playwright/test'
import { Type, type Static } from '../contract/schema.ts'
import { HarnessError } from '../errors.ts'
import { readJsonFile } from '../json-file.ts'

const DefectTrials = Type.Object({
  defect: Type.String(),
  /** The scenarios to run against it, the most promising first. */
  titles: Type.Array(Type.String()),
  /** Kills after which the others are spared. Default: none is. */
  enough: Type.Optional(Type.Integer({ minimum: 1 })),
})

export const Trials = Type.Array(DefectTrials)
export type Trials = Static<typeof Trials>

/** One scenario on one defect. */
export interface Trial {
  readonly defect: string
  readonly enough: number
}

/** Names the file that carries the trials from a strength run to the scenarios. */
export const trialsVariable = 'EUCORA_STRENGTH_TRIALS'

/** Playwright hands out and copies a whole file's tests for each group, so a group has the trials of several defects. */
const defectsInGroup = 8

interface Annotation {
  readonly type: string
  readonly description?: string
}

interface Declared {
  readonly test: TestType<object, object>
  readonly title: string
  readonly details: TestDetails
  readonly body: unknown
}

const declared: Declared[] = []

/** In a strength run, keeps each scenario for `declareTrials` instead of declaring it. */
export function withTrials<T extends object, W extends object>(test: TestType<T, W>): TestType<T, W> {
  if (trialsFile() === undefined) return test
  return new Proxy(test, {
    apply: (target, _, [title, details, body]: [string, TestDetails, unknown]) => {
      declared.push({ test: target, title, details, body })
    },
  })
}

/**
 * Declares every scenario below a folder once for each defect that it is tried on, defect after defect, so that one
 * worker has all the trials of one. Playwright's own means, projects and options, start another worker for each, which
 * takes longer than the scenarios.
 */
export async function declareTrials(suites: string): Promise<void> {
  const file = trialsFile()
  if (file === undefined)
    throw new HarnessError(
      'usage',
      'There are no trials to declare',
      'They are declared in a strength run; npm run scenarios runs the suites',
    )
  const trials = readJsonFile(file, Trials)
  for (const spec of globSync('**/*.spec.ts', { cwd: suites }).toSorted()) {
    await import(pathToFileURL(join(suites, spec)).href)
  }
  const byTitle = Map.groupBy(declared, ({ title }) => title)
  const test = declared[0]?.test
  for (let from = 0; test !== undefined && from < trials.length; from += defectsInGroup) {
    test.describe(`defects from ${from}`, () => {
      test.describe.configure({ mode: 'default' })
      for (const trial of trials.slice(from, from + defectsInGroup)) {
        for (const scenario of trial.titles.flatMap((title) => byTitle.get(title) ?? []))
          declare(scenario, trial)
      }
    })
  }
}

function declare({ test, title, details, body }: Declared, trial: Trials[number]): void {
  const annotation = [...[details.annotation ?? []].flat(), ...annotationsOf(trial)]
  Reflect.apply(test, undefined, [`${title}${suffixOf(trial)}`, { ...details, annotation }, body])
}

function trialsFile(): string | undefined {
  return process.env[trialsVariable] || undefined
}

/** Whether this process runs trials. */
export function isStrengthRun(): boolean {
  return trialsFile() !== undefined
}

function annotationsOf({ defect, enough }: Trials[number]) {
  return [
    { type: 'defect', description: defect },
    ...(enough === undefined ? [] : [{ type: 'enough', description: String(enough) }]),
  ]
}

function suffixOf({ defect }: Pick<Trial, 'defect'>): string {
  return ` on ${defect}`
}

/** The trial that a test is; undefined outside a strength run. */
export function trialOf(annotations: readonly Annotation[]): Trial | undefined {
  const of = (kind: string) => annotations.find(({ type }) => type === kind)?.description
  const defect = of('defect')
  return defect === undefined ? undefined : { defect, enough: Number(of('enough') ?? Infinity) }
}

/** The scenario's own title. */
export function titleOf(title: string, trial: Trial): string {
  return title.slice(0, -suffixOf(trial).length)
}
