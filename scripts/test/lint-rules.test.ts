// SPDX-License-Identifier: Apache-2.0
// The linter keeps who may import whom (docs/ARCHITECTURE.md). Each rule is seen to refuse what it is for,
// and to let pass what is allowed.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Folder, ending of the file's name, and what it must not import there. */
const forbidden = [
  ['packages/harness/src/a.ts', '@eucora/mocks'],
  ['packages/harness/src/a.ts', '../../mocks/src/a.ts'],
  ['packages/harness/src/a.ts', '@eucora/scenarios'],
  ['packages/mocks/src/a.ts', '@eucora/harness'],
  ['packages/mocks/src/a.ts', '@eucora/harness/playwright'],
  ['packages/mocks/src/a.ts', '@eucora/scenarios'],
  ['packages/mocks/src/a.ts', '../../harness/src/index.ts'],
  ['packages/mocks/src/standin/a.ts', './role-table.ts'],
  ['packages/scenarios/src/a.ts', '@eucora/mocks'],
  ['packages/scenarios/src/deep/a.ts', '../../../mocks/src/a.ts'],
  ['packages/scenarios/src/a.ts', '../../harness/src/index.ts'],
  ['packages/scenarios/suites/api/a.spec.ts', '@playwright/test'],
  ['packages/scenarios/suites/api/a.spec.ts', '@eucora/harness/playwright'],
  ['packages/scenarios/suites/api/a.spec.ts', '@eucora/mocks'],
  ['packages/scenarios/k6/a.ts', 'node:fs'],
  ['packages/scenarios/k6/a.ts', '@eucora/harness'],
  ['packages/scenarios/k6/a.ts', '../test/a.ts'],
] as const

const allowed = [
  ['packages/harness/src/a.ts', 'undici'],
  ['packages/mocks/src/a.ts', '@eucora/harness/contract'],
  ['packages/mocks/src/a.ts', 'msw'],
  ['packages/scenarios/src/a.ts', '@eucora/harness'],
  ['packages/scenarios/src/fixtures.ts', '@playwright/test'],
  ['packages/scenarios/suites/api/a.spec.ts', '../../src/fixtures.ts'],
  ['packages/scenarios/k6/a.ts', 'k6'],
  ['packages/scenarios/k6/a.ts', 'k6/http'],
  ['packages/scenarios/k6/a.ts', '../src/load/profiles.ts'],
] as const

const house = [
  ['packages/harness/src/BadName.ts', 'export const x = 1', 'filename-case'],
  ['packages/harness/src/all.ts', `export * from './some.ts'`, 'no-barrel-file'],
  ['packages/harness/src/long.ts', 'export {}\n'.repeat(400), 'max-lines'],
  ['packages/harness/src/any.ts', 'export const x: any = 1', 'no-explicit-any'],
  [
    'packages/harness/src/sure.ts',
    'export const f = (x?: { a: string }): string => x!.a',
    'no-non-null-assertion',
  ],
  [
    'packages/harness/src/one.ts',
    `import { two } from './two.ts'\nexport const one = (): unknown => two`,
    'no-cycle',
  ],
  [
    'packages/harness/src/two.ts',
    `import { one } from './one.ts'\nexport const two = (): unknown => one`,
    'no-cycle',
  ],
] as const

const imports = (from: string) => `import { x } from '${from}'\nexport const y: unknown = x`

/** Each case is a file of its own, so that one run of the linter judges them all. */
function pathOf(kind: string, index: number, path: string): string {
  return join(dirname(path), basename(path).replace(/^a\./, `${kind}-${index}.`))
}

/** The rules that each file breaks. */
const broken = new Map<string, string[]>()

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eucora lint '))
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `// SPDX-License-Identifier: Apache-2.0\n${text}\n`)
  }
  try {
    await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await write('packages/harness/src/some.ts', 'export const some = 1')
    await write(
      'packages/scenarios/k6/types.ts',
      `import type { Plan } from '@eucora/harness/load'\nexport type P = Plan`,
    )
    await write(
      'packages/scenarios/suites/types.spec.ts',
      `import type { Page } from '@playwright/test'\nexport type P = Page`,
    )
    for (const [index, [path, from]] of forbidden.entries())
      await write(pathOf('no', index, path), imports(from))
    for (const [index, [path, from]] of allowed.entries())
      await write(pathOf('yes', index, path), imports(from))
    for (const [path, text] of house) await write(path, text)
    const { promise, resolve } = Promise.withResolvers<string>()
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint')
    execFile(oxlint, ['--format=unix'], { cwd: folder }, (_error, stdout) => resolve(stdout))
    for (const [, path = '', rule = ''] of (await promise).matchAll(
      /^([^:\n]+):.*\[Error\/\w+\(([\w-]+)\)\]$/gm,
    )) {
      broken.set(path, [...(broken.get(path) ?? []), rule])
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test.each(forbidden.map(([path, from], index) => ({ path, from, index })))(
  '$path may not import $from',
  ({ path, index }) => {
    expect(broken.get(pathOf('no', index, path))).toEqual(['no-restricted-imports'])
  },
)

test.each(allowed.map(([path, from], index) => ({ path, from, index })))(
  '$path may import $from',
  ({ path, index }) => {
    expect(broken.get(pathOf('yes', index, path))).toBeUndefined()
  },
)

test.each(house)('%s breaks a rule of the house', (path, _text, rule) => {
  expect(broken.get(path)).toContain(rule)
})

test.each(['packages/scenarios/k6/types.ts', 'packages/scenarios/suites/types.spec.ts'])(
  '%s may take types from where it may take no values',
  (path) => {
    expect(broken.get(path)).toBeUndefined()
  },
)
