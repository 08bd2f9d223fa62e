// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { gate } from '../../src/commands/gate.ts'
import { createProject } from '../gate/project.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  const keep = (text: string | Uint8Array): boolean => {
    printed += String(text)
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
})
afterEach(() => vi.restoreAllMocks())

const files = {
  'packages/a/src/parts.ts': `export const yes = (): number => 1
export const no = (): number => 2
export const other = (): number => 3

export function long(): number {
  let sum = 0
  sum += 1
  return sum
}
`,
  'some.ts': `import { yes } from './packages/a/src/parts.ts'\nyes()`,
  'all.ts': `import { long, no, other, yes } from './packages/a/src/parts.ts'\nyes(); no(); other(); long()`,
}

async function summaryOf(root: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, 'reports', 'test-coverage', 'summary.json'), 'utf8'))
}

test('a project whose programs run all of it passes', async () => {
  await using project = await createProject(files)
  await project.run('all.ts')
  expect(await gate(['--root', project.root])).toBe(0)
  expect(await summaryOf(project.root)).toMatchObject({
    verdict: 'PASS',
    measures: [
      { name: 'a lines', value: 100, peer: null, ratio: null, limit: 90, verdict: 'PASS' },
      { name: 'a branches' },
      { name: 'a functions' },
      { name: 'a statements' },
    ],
  })
})

test('a project with unrun code is exit 3, and the message says where', async () => {
  await using project = await createProject(files)
  await project.run('some.ts')
  expect(await gate(['--root', project.root])).toBe(3)
  expect(printed).toMatch(/a functions +25\.00 % +\(limit 90 %\) +FAIL/)
  expect(printed).toContain(`${join('packages', 'a', 'src', 'parts.ts')}: 6-8`)
  expect(await summaryOf(project.root)).toMatchObject({ verdict: 'FAIL' })
  expect(await gate(['--root', project.root, '--limit', '20'])).toBe(0)
})

test('without coverage data nothing is judged, and no older summary stays', async () => {
  await using project = await createProject(files)
  await project.write('reports/test-coverage/summary.json', '{"verdict":"PASS"}')
  expect(await gate(['--root', project.root])).toBe(5)
  expect(printed).toContain('no coverage data')
  await expect(summaryOf(project.root)).rejects.toThrow('ENOENT')
})

test('counts of an older text are named in what it prints', async () => {
  await using project = await createProject(files)
  await project.run('all.ts')
  await project.write('packages/a/src/more.ts', 'export const more = 1')
  await project.write('more.ts', `import './packages/a/src/more.ts'`)
  await project.run('more.ts')
  await project.write('packages/a/src/more.ts', 'export const more = 1 + 1')
  expect(await gate(['--root', project.root])).toBe(3)
  expect(printed).toContain('another text')
})

test.for([['--limit', '101'], ['--limit', 'ninety'], ['--unknown'], ['stray']])(
  'bad usage is exit 4: %s',
  async (args) => {
    expect(await gate(args)).toBe(4)
    expect(printed).toContain('harness gate [--limit PERCENT]')
  },
)
