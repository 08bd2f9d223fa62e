// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { K6_VERSION, checksumFor, ensureK6, findK6, missingK6Message } from '../k6.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora k6 '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A program that answers `version` as k6 of that version does. */
async function fakeK6(where: string, version: string): Promise<string> {
  await mkdir(join(folder, where), { recursive: true })
  const path = join(folder, where, 'k6')
  await writeFile(path, `#!/bin/sh\necho "k6 v${version} (go1.26, linux/amd64)"\n`)
  await chmod(path, 0o755)
  return path
}

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: join(folder, 'bin'),
  EUCORA_CACHE_DIR: join(folder, 'cache'),
  ...more,
})
const cache = `cache/eucora-harness/k6-${K6_VERSION}-${process.platform}-${process.arch}`

test('K6_BIN comes before the PATH, and the PATH before the cache', async () => {
  const own = await fakeK6('own', '2.2.5')
  const onPath = await fakeK6('bin', '2.2.1')
  const cached = await fakeK6(cache, K6_VERSION)
  expect(await findK6(environment({ K6_BIN: own }))).toEqual({ path: own, version: '2.2.5', how: 'K6_BIN' })
  expect(await findK6(environment())).toEqual({ path: onPath, version: '2.2.1', how: 'PATH' })
  await rm(onPath)
  expect(await findK6(environment())).toEqual({ path: cached, version: K6_VERSION, how: 'cache' })
})

test('a k6 of another minor on the PATH is passed over, and named', async () => {
  const path = await fakeK6('bin', '2.3.0')
  expect(await findK6(environment())).toMatchObject({
    path: null,
    tried: expect.arrayContaining([`${path} is k6 2.3.0, not 2.2`]),
  })
})

test('a K6_BIN that does not run is said, and no other is taken in its place', async () => {
  await fakeK6('bin', '2.2.0')
  const missing = await findK6(environment({ K6_BIN: join(folder, 'nothing') }))
  if (missing.path !== null) throw new Error('another k6 was taken')
  expect(missingK6Message(missing)).toContain(`K6_BIN is ${join(folder, 'nothing')}`)
  expect(missingK6Message(missing)).toContain('set K6_BIN')
})

test('without any k6 every place that was looked at is named', async () => {
  const missing = await findK6(environment())
  if (missing.path !== null) throw new Error('a k6 was found')
  expect(missing.tried).toEqual([
    'K6_BIN is not set',
    'no k6 on PATH',
    expect.stringContaining(join(folder, cache, 'k6')),
  ])
})

test('the checksum of an archive is read from the line that names exactly it', () => {
  const sum = createHash('sha256').update('k6').digest('hex')
  const sums = `${'0'.repeat(64)}  k6-v2.2.0-linux-amd64.tar.gz.sig\n${sum}  k6-v2.2.0-linux-amd64.tar.gz\n`
  expect(checksumFor(sums, 'k6-v2.2.0-linux-amd64.tar.gz')).toBe(sum)
  expect(checksumFor(sums, 'k6-v2.2.0-linux-arm64.tar.gz')).toBeUndefined()
})

test('the release that is downloaded is the one that Go builds', async () => {
  const module = await readFile(new URL('../../tools/k6/go.mod', import.meta.url), 'utf8')
  expect(module).toContain(`go.k6.io/k6/v2 v${K6_VERSION}`)
})

/** A server with a release in it: the archive of this machine, and the checksums given. */
async function releaseServer(checksum: (archive: Buffer) => string) {
  const system = process.platform === 'darwin' ? 'macos' : process.platform
  const stem = `k6-v${K6_VERSION}-${system}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  await fakeK6(`release/${stem}`, K6_VERSION)
  const name = `${stem}.${system === 'macos' ? 'zip' : 'tar.gz'}`
  execFileSync('tar', ['-caf', name, stem], { cwd: join(folder, 'release') })
  const archive = await readFile(join(folder, 'release', name))
  const server = createServer((request, response) => {
    if (request.url === `/v${K6_VERSION}/${name}`) response.end(archive)
    else if (request.url === `/v${K6_VERSION}/k6-v${K6_VERSION}-checksums.txt`)
      response.end(`${checksum(archive)}  ${name}\n`)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('a release whose checksum agrees is unpacked into the cache', async () => {
  await using release = await releaseServer((archive) => createHash('sha256').update(archive).digest('hex'))
  const found = await ensureK6(environment({ EUCORA_K6_RELEASES: release.url }))
  expect(found).toEqual({ path: join(folder, cache, 'k6'), version: K6_VERSION, how: 'release' })
  expect(await findK6(environment())).toMatchObject({ how: 'cache' })
})

test('a release whose checksum differs is refused, and leaves nothing in the cache', async () => {
  await using release = await releaseServer(() => '0'.repeat(64))
  const missing = await ensureK6(environment({ EUCORA_K6_RELEASES: release.url }))
  if (missing.path !== null) throw new Error('a k6 of another checksum was taken')
  expect(missing.tried).toContainEqual(expect.stringContaining('its release says 0000'))
  expect(missing.tried.at(-1)).toContain('no Go on PATH')
  expect(await findK6(environment())).toMatchObject({ path: null })
})
