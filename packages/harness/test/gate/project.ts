// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** A small project in a folder of its own (with a space in its name), whose programs can be run and counted. */
export async function createProject(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'eucora gate '))
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) await write(path, text)
  const raw = join(root, 'reports', 'test-coverage', 'raw')
  return {
    root,
    raw,
    write,
    /** Runs a program as `npm test` runs one: Node counts what it runs. */
    run: async (path: string): Promise<void> => {
      await promisify(execFile)(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(root, path)],
        {
          env: { ...process.env, NODE_V8_COVERAGE: raw },
        },
      )
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}
