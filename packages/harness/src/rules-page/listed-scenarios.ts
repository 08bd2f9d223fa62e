// SPDX-License-Identifier: Apache-2.0
import { parseAs } from '../contract/check.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Type, type Static } from '../contract/schema.ts'
import { HarnessError } from '../errors.ts'
import { readJsonFile } from '../json-file.ts'
import { factsFrom, type ScenarioFacts } from '../playwright/about.ts'

/** A scenario as its suite declares it. */
export interface ListedScenario extends ScenarioFacts {
  readonly title: string
}

const Annotation = Type.Object({ type: Type.String(), description: Type.Optional(Type.String()) })

const Spec = Type.Object({
  title: Type.String(),
  tests: Type.Array(Type.Object({ annotations: Type.Array(Annotation) })),
})

/** Playwright nests suites: a file, then each `describe`. */
const Group = Type.Object({
  specs: Type.Optional(Type.Array(Spec)),
  suites: Type.Optional(Type.Array(Type.Unknown())),
})

const Listing = Type.Object({
  suites: Type.Array(Type.Unknown()),
  errors: Type.Array(Type.Object({ message: Type.Optional(Type.String()) })),
})

/** Every scenario of the suites, as Playwright lists them. Throws a HarnessError where a suite cannot be read. */
export async function listScenarios(config: string): Promise<readonly ListedScenario[]> {
  const folder = mkdtempSync(join(tmpdir(), 'eucora-rules-'))
  try {
    const file = join(folder, 'list.json')
    await list(config, file)
    const { suites, errors } = readJsonFile(file, Listing)
    const [first] = errors
    if (first === undefined) return suites.flatMap(scenariosIn)
    throw new HarnessError(
      'configuration',
      `The suites of ${config} cannot be read: ${first.message ?? 'for no reason that Playwright tells'}`,
      'Correct what it complains of',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function list(config: string, outputFile: string): Promise<void> {
  const cli = join(dirname(createRequire(config).resolve('@playwright/test/package.json')), 'cli.js')
  const args = ['test', '--config', config, '--list', '--reporter', 'json']
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: outputFile },
  })
  await once(child, 'close')
}

function scenariosIn(value: unknown): readonly ListedScenario[] {
  const { specs = [], suites = [] } = parseAs(Group, value)
  return [...specs.flatMap(scenarioOf), ...suites.flatMap(scenariosIn)]
}

function scenarioOf({ title, tests }: Static<typeof Spec>): readonly ListedScenario[] {
  const facts = factsFrom(title, tests[0]?.annotations ?? [])
  return facts === undefined ? [] : [{ ...facts, title }]
}
