// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { targetFollows } from '../../src/playwright/hand-over.ts'
import { folderWith } from '../support/folder.ts'

const module = pathToFileURL(join(import.meta.dirname, '../../src/playwright/hand-over.ts')).href

/** A process that asks for a target and writes down what it gets, or why it gets none. */
async function asker(env: Readonly<Record<string, string>>) {
  const folder = await folderWith({
    'ask.ts': `import { handedOver } from ${JSON.stringify(module)}
      const said = await handedOver().catch((error) => error.message)
      process.stdout.write(JSON.stringify(said))`,
  })
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'ask.ts')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  const { stdout } = child
  if (stdout === null) throw new Error('Its output was not piped')
  return { child, said: json(stdout) }
}

it('the target that follows is given as soon as it is told, also where it was told before it was asked for', async () => {
  const { child, said } = await asker(targetFollows)
  child.send({ EUCORA_BASE_URL: 'http://127.0.0.1:1' })
  expect(await said).toEqual({ EUCORA_BASE_URL: 'http://127.0.0.1:1' })
})

it('where none was announced there is nothing to wait for', async () => {
  const { said } = await asker({})
  expect(await said).toEqual({})
})

it('whoever waits for a target is told that nobody opens it any more', async () => {
  const { child, said } = await asker(targetFollows)
  child.disconnect()
  expect(await said).toContain('The program that opened the target is gone')
})

it('what is no environment is no target, and is not shown, since it may hold a password', async () => {
  const { child, said } = await asker(targetFollows)
  child.send({ EUCORA_PASSWORD: 1234 })
  const message = await said
  expect(message).toContain('What was told of the target is no environment')
  expect(message).not.toContain('1234')
})
