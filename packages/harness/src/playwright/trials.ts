// SPDX-License-Identifier: Apache-2.0
import type { TestDetails, TestType } from '@playwright/test'
import { Type, type Static } from 'typebox'
import { readJsonFile } from '../json-file.ts'

const Trial = Type.Object({
  defect: Type.String(),
  /** A stand-in that has this defect and no other. */
  url: Type.String(),
  /** The scenarios to run against it. */
  titles: Type.Array(Type.String()),
})
export type Trial = Pick<Static<typeof Trial>, 'defect' | 'url'>

export const Trials = Type.Array(Trial)
export type Trials = Static<typeof Trials>

/** Names the file that carries the trials from a strength run to the scenarios. */
export const trialsVariable = 'EUCORA_STRENGTH_TRIALS'

interface Annotation {
  readonly type: string
  readonly description?: string
}

/**
 * In a strength run, declares each scenario once for every defect it is tried on, instead of once. Playwright's own
 * means, projects and options, start another worker for each, which takes longer than the scenarios.
 */
export function withTrials<T extends object, W extends object>(test: TestType<T, W>): TestType<T, W> {
  const file = process.env[trialsVariable]
  if (file === undefined || file === '') return test
  const trials = readJsonFile(file, Trials)
  return new Proxy(test, {
    apply: (target, self, [title, details, body]: [string, TestDetails, unknown]) => {
      for (const trial of trials) {
        if (!trial.titles.includes(title)) continue
        const annotation = [...[details.annotation ?? []].flat(), ...annotationsOf(trial)]
        Reflect.apply(target, self, [`${title}${suffixOf(trial)}`, { ...details, annotation }, body])
      }
    },
  })
}

function annotationsOf({ defect, url }: Trial) {
  return [
    { type: 'defect', description: defect },
    { type: 'target', description: url },
  ]
}

function suffixOf({ defect }: Pick<Trial, 'defect'>): string {
  return ` on ${defect}`
}

/** The trial that a test is; undefined outside a strength run. */
export function trialOf(annotations: readonly Annotation[]): Trial | undefined {
  const of = (kind: string) => annotations.find(({ type }) => type === kind)?.description
  const [defect, url] = [of('defect'), of('target')]
  return defect === undefined || url === undefined ? undefined : { defect, url }
}

/** The scenario's own title. */
export function titleOf(title: string, trial: Trial): string {
  return title.slice(0, -suffixOf(trial).length)
}
