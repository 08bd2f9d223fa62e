// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { collectCoverage } from '../../src/gate/collect.ts'
import { createProject } from './project.ts'

const parts = `// A file with types — and a dash that is no ASCII.
export interface Thing { readonly name?: string }
export function first(thing: Thing): string { return thing.name ?? 'nobody' }
export function second(flag: boolean): string {
  if (flag) return 'yes'
  return 'no'
}
export function never(): string { return 'never' }
`

async function collected(files: Readonly<Record<string, string>>, programs: readonly string[]) {
  await using project = await createProject(files)
  for (const program of programs) await project.run(program)
  const { files: found, ...rest } = await collectCoverage(project.root, project.raw)
  return { ...rest, named: (path: string) => found.get(join(project.root, path)) }
}

function countsByName(
  file: Awaited<ReturnType<typeof collected>>['named'] extends (path: string) => infer F ? F : never,
) {
  return Object.fromEntries(Object.entries(file?.fnMap ?? {}).map(([key, { name }]) => [name, file?.f[key]]))
}

test('what only one of two programs runs counts, and what neither runs does not', async () => {
  const { named, records } = await collected(
    {
      'packages/a/src/parts.ts': parts,
      'one.ts': `import { first, second } from './packages/a/src/parts.ts'\nfirst({}); second(true)`,
      'two.ts': `import { second } from './packages/a/src/parts.ts'\nsecond(false); second(false)`,
    },
    ['one.ts', 'two.ts'],
  )
  const file = named('packages/a/src/parts.ts')
  expect(records).toBe(2)
  expect(countsByName(file)).toEqual({ first: 1, second: 3, never: 0 })
  // The `if` was taken once and passed by twice: both arms, once each, as one branch.
  expect(Object.values(file?.b ?? {})).toContainEqual([1, 2])
})

test('adding up runs gives a file no more parts than it has', async () => {
  const files = {
    'packages/a/src/parts.ts': parts,
    'one.ts': `import { first } from './packages/a/src/parts.ts'\nfirst({})`,
  }
  const once = (await collected(files, ['one.ts'])).named('packages/a/src/parts.ts')
  const thrice = (await collected(files, ['one.ts', 'one.ts', 'one.ts'])).named('packages/a/src/parts.ts')
  expect(Object.keys(thrice?.s ?? {})).toEqual(Object.keys(once?.s ?? {}))
  expect(Object.keys(thrice?.b ?? {})).toEqual(Object.keys(once?.b ?? {}))
  expect(Object.keys(once?.b ?? {})).toHaveLength(2)
})

test('a file that nothing loads counts with all of its code', async () => {
  const { named } = await collected(
    { 'packages/a/src/unloaded.ts': `export function unloaded(a: number): number { return a > 1 ? a : 0 }` },
    [],
  )
  const file = named('packages/a/src/unloaded.ts')
  expect(Object.values(file?.f ?? {})).toEqual([0])
  expect(Object.values(file?.b ?? {})).toEqual([[0, 0]])
})

test('no comment takes code out of the count', async () => {
  const { named } = await collected(
    {
      'packages/a/src/hidden.ts': `/* v8 ignore file */\n/* istanbul ignore next */\nexport function hidden() { return 1 }`,
    },
    [],
  )
  expect(Object.values(named('packages/a/src/hidden.ts')?.f ?? {})).toEqual([0])
})

test('generated files and files of types alone add nothing', async () => {
  const { named } = await collected(
    {
      'packages/a/src/generated/api.ts': 'export const a = 1',
      'packages/a/src/types.ts': 'export interface A { readonly a: string }',
    },
    [],
  )
  expect(named('packages/a/src/generated/api.ts')).toBeUndefined()
  expect(named('packages/a/src/types.ts')?.s).toEqual({})
})

test('counts of another text than the file has now are left out and named', async () => {
  await using project = await createProject({
    'packages/a/src/parts.ts': parts,
    'one.ts': `import { first } from './packages/a/src/parts.ts'\nfirst({})`,
  })
  await project.run('one.ts')
  await project.write('packages/a/src/parts.ts', `// One line more.\n${parts}`)
  const { files, leftOut, records } = await collectCoverage(project.root, project.raw)
  const path = join(project.root, 'packages/a/src/parts.ts')
  expect(records).toBe(0)
  expect(leftOut).toEqual([expect.stringContaining(path)])
  expect(Object.values(files.get(path)?.f ?? {})).toEqual([0, 0, 0])
})

test('half a file of a killed process is passed over', async () => {
  await using project = await createProject({
    'packages/a/src/parts.ts': parts,
    'one.ts': `import { first } from './packages/a/src/parts.ts'\nfirst({})`,
  })
  await project.run('one.ts')
  await writeFile(join(project.raw, 'coverage-1-2-0.json'), '{"result":[{"url":"file')
  await writeFile(join(project.raw, 'other.txt'), 'not coverage')
  expect((await collectCoverage(project.root, project.raw)).records).toBe(1)
})
