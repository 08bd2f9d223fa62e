// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UsageError } from '../../src/exit.ts'
import type { Closable } from '../../src/open-server.ts'
import { openPlanesApart } from '../../src/planes-apart.ts'
import { runProgram } from '../../src/program.ts'
import { createStandIn } from '../../src/standin/server.ts'
import { fixture, password } from '../front/served.ts'

async function seedFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'a seed '))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'seed.json')
  await writeFile(file, text)
  return file
}

interface Outcome {
  readonly code: number
  readonly out: readonly string[]
  readonly err: string
}

/** Runs the program in this process; `during` is called when all servers are announced. */
async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  during: (out: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const { promise: announced, resolve: announce } = Promise.withResolvers<void>()
  const code = runProgram({
    args,
    env,
    ended,
    stdinEnded: () => ended,
    err: (line) => err.push(line),
    out: (line) => {
      out.push(line)
      if (line.includes('s3')) announce()
    },
  })
  await Promise.race([announced.then(() => during(out)), code])
  end()
  return { code: await code, out, err: err.join('\n') }
}

describe('mocks serve', () => {
  test('serves the seed and says where, one line of JSON each', async () => {
    const seed = await seedFile(JSON.stringify(fixture))
    const statuses: number[] = []
    const outcome = await run(
      [
        'serve',
        '--json',
        '--port',
        '0',
        '--seed',
        seed,
        '--worker',
        '--control',
        '--throttle-per-hour',
        'off',
      ],
      { EUCORA_PASSWORD: password },
      async ([line = '']) => {
        const url = /"url":"([^"]+)"/.exec(line)?.[1] ?? ''
        const body = JSON.stringify({ username: 'plain1', password })
        const headers = { 'Content-Type': 'application/json' }
        statuses.push((await fetch(`${url}/api/v1/auth/login`, { method: 'POST', body, headers })).status)
        statuses.push((await fetch(`${url}/api/v1/health/`)).status)
        statuses.push((await fetch(`${url}/__control/health`)).status)
      },
    )
    expect(outcome).toMatchObject({ code: 0, err: '' })
    const names = [
      'standin',
      'intune',
      'jamf',
      'sccm',
      'landscape',
      'ansible',
      'openai',
      'azure-openai',
      'anthropic',
      'groq',
      'gemini',
      'entra',
      'servicenow',
      'jira',
      's3',
    ]
    expect(outcome.out.map((line) => line.replace(/:\d+"/, ':0"'))).toEqual([
      ...names.map((name) => JSON.stringify({ name, url: 'http://127.0.0.1:0' })),
      expect.stringMatching(/^\{"name":"proxy","url":"http:\/\/127\.0\.0\.1:0","ca":".+ca\.pem"\}$/),
    ])
    expect(statuses).toEqual([200, 200, 200])
  })

  test('serves the planes on a thread of their own, which ends with it', async () => {
    const urls: string[] = []
    const statuses: number[] = []
    const { code } = await run(
      ['serve', '--json', '--port', '0', '--planes-apart', '--control', '--without-proxy'],
      { EUCORA_PASSWORD: password },
      async (out) => {
        const line = out.find((each) => each.includes('"jamf"')) ?? ''
        urls.push(/"url":"([^"]+)"/.exec(line)?.[1] ?? '')
        statuses.push((await fetch(`${urls.join('')}/api/v1/jamf-pro-version`)).status)
        statuses.push((await fetch(`${urls.join('')}/__control/health`)).status)
      },
    )
    expect([code, statuses]).toEqual([0, [401, 200]])
    await expect(fetch(`${urls.join('')}/api/v1/jamf-pro-version`)).rejects.toThrow('fetch failed')
  })

  test('a port in use is bad usage for planes on a thread of their own too', async () => {
    const taken = await createStandIn().listen()
    onTestFinished(() => taken.close())
    const port = Number(new URL(taken.url).port)
    const started: Closable[] = []
    onTestFinished(async () => {
      for (const each of started) await each.close()
    })
    const opened = openPlanesApart({ env: {}, limits: false, port: port - 1, control: false }, started)
    await expect(opened).rejects.toThrow(
      new UsageError(
        `Port ${port} for intune is in use. End the program that has it, or choose with --port; 0 takes free ones.`,
      ),
    )
  })

  test('writes lines for people, and says that nobody can sign in', async () => {
    const { code, out, err } = await run([
      'serve',
      '--port',
      '0',
      '--defects',
      'D-22',
      '--throttle-per-hour',
      '5',
    ])
    expect([code, out[0]]).toEqual([0, expect.stringMatching(/^standin +http:\/\/127/)])
    expect(err).toContain('EUCORA_PASSWORD is not set')
  })

  test.each([
    ['no command', [], 'No command was given.'],
    ['an unknown command', ['walk'], 'There is no command "walk".'],
    ['an unknown flag', ['serve', '--jsn'], "Unknown option '--jsn'"],
    ['an argument', ['serve', 'x'], 'takes no argument "x"'],
    ['a bad port', ['serve', '--port', '99999'], '--port is "99999"; give a number from 0 to 65500.'],
    [
      'a bad rate',
      ['serve', '--throttle-per-hour', '0'],
      '--throttle-per-hour is "0"; give a number from 1 on, or off.',
    ],
    ['an unknown defect', ['serve', '--port', '0', '--defects', 'D-99'], 'There is no defect "D-99".'],
    ['a seed without password', ['serve', '--seed', 'x.json'], 'EUCORA_PASSWORD is not set'],
  ])('%s is exit 4', async (_, args, message) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([4, []])
    expect(err).toContain(message)
  })

  test.each([
    ['no JSON', '[', 'The seed is no JSON: '],
    ['no list', '{}', 'The seed is no JSON array.'],
    ['no row', '[1]', 'Seed row number 1 is not {"model": text, "pk": key, "fields": object}.'],
    ['a row without key', '[{"model":"auth.user","fields":{}}]', 'Seed row number 1 is not'],
    ['an unknown model', '[{"model":"a.b","pk":1,"fields":{}}]', 'Seed row number 1 has the model "a.b"'],
    [
      'a malformed field',
      '[{"model":"auth.group","pk":1,"fields":{"name":7}}]',
      'auth.group 1: name is 7; give a text.',
    ],
    [
      'a password',
      '[{"model":"auth.user","pk":1,"fields":{"password":"x"}}]',
      'auth.user 1 has a password in the seed',
    ],
  ])('a seed with %s is exit 4', async (_, text, message) => {
    const file = await seedFile(text)
    const { code, out, err } = await run(['serve', '--port', '0', '--seed', file], {
      EUCORA_PASSWORD: password,
    })
    expect([code, out]).toEqual([4, []])
    expect(err).toContain(message)
  })

  test('a seed that is not there is exit 4', async () => {
    const { code, err } = await run(['serve', '--seed', '/no/such/file'], { EUCORA_PASSWORD: password })
    expect([code, err]).toEqual([4, 'The seed "/no/such/file" cannot be read. Check its path.'])
  })

  test('a failure of its own is exit 2 with its place, and nothing is left running', async () => {
    const urls: string[] = []
    const err: string[] = []
    const code = await runProgram({
      args: ['serve', '--json', '--port', '0'],
      env: { EUCORA_PASSWORD: password },
      ended: new Promise(() => undefined),
      stdinEnded: () => Promise.resolve(),
      err: (line) => err.push(line),
      out: (line) => {
        urls.push(/"url":"([^"]+)"/.exec(line)?.[1] ?? '')
        throw new Error('nobody reads what it says')
      },
    })
    expect([code, err.join('\n')]).toEqual([2, expect.stringMatching(/nobody reads what it says\n +at /)])
    expect(urls).toEqual([expect.stringMatching(/^http:/)])
    await expect(fetch(`${urls.join('')}/health/live`)).rejects.toThrow('fetch failed')
  })

  test('a port in use is exit 4, and nothing is left running', async () => {
    const taken = await createStandIn().listen()
    onTestFinished(() => taken.close())
    const port = Number(new URL(taken.url).port)
    // Each plane takes a port behind it, of which one may be anybody's on a busy machine.
    const { code, err } = await run(['serve', '--without-planes', '--port', String(port)])
    expect(code).toBe(4)
    expect(err).toContain(`Port ${port} for standin is in use.`)
    const s3 = createStandIn()
    onTestFinished(() => s3.close())
    await s3.listen(port + 12)
  })

  test.each([
    ['a signal', [], (child: ChildProcess) => child.kill('SIGTERM')],
    [
      'a signal, though it waits for its input,',
      ['--until-stdin-ends'],
      (child: ChildProcess) => child.kill('SIGINT'),
    ],
    ['the end of its input', ['--until-stdin-ends'], (child: ChildProcess) => child.stdin?.end()],
  ])('%s ends it with exit 0', async (_, args, stop) => {
    const bin = fileURLToPath(new URL('../../src/bin.mjs', import.meta.url))
    const child = spawn(process.execPath, [bin, 'serve', '--json', '--port', '0', ...args])
    const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    await new Promise<void>((resolve) => {
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += String(chunk)
        if (text.includes('"s3"')) resolve()
      })
    })
    stop(child)
    expect(await ended).toBe(0)
  })
})
