// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Workload } from '@eucora/harness/load'
import { hasK6 } from '../brief.ts'
import { GeneratorProcess } from './generator-process.ts'
import { halfWayMs } from './hostile-form.ts'
import { judged, patient, quicker, startBackend, type Backend } from './hostile-run.ts'
import { startHostile } from './hostile-target.ts'

const because = hasK6 ? '' : ' (not run: no k6 2.2 here)'

describe.skipIf(!hasK6)(`a run whose surroundings are hostile${because}`, () => {
  let backend: Backend

  beforeAll(async () => {
    backend = await startBackend()
  })
  afterAll(() => backend[Symbol.asyncDispose]())

  it.concurrent('fails with exit code 1 where events stand under another id', async ({ expect }) => {
    const url = await backend.fresh(['deployments.create/event-under-another-id/DEPLOYMENT_CREATED'])
    const { verdict, exitCode, reasons } = await judged(url, backend.password)
    expect({ verdict, exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    expect(reasons.join('\n')).toContain('“accepted = events”')
  })

  it.concurrent('is INVALID where another service is on the port', async ({ expect }) => {
    const server = createServer((_, response) => response.end('It works!')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { verdict, exitCode, reasons } = await judged(`http://127.0.0.1:${port}`, backend.password)
    server.close()
    expect({ verdict, exitCode }).toEqual({ verdict: 'INVALID', exitCode: 5 })
    expect(reasons[0]).toMatch(/EUCORA/)
  })

  it.concurrent('is INVALID where its users cannot sign in', async ({ expect }) => {
    const { verdict, exitCode, reasons } = await judged(await backend.fresh(), 'another password')
    expect({ verdict, exitCode }).toEqual({ verdict: 'INVALID', exitCode: 5 })
    expect(reasons[0]).toContain('refuses to sign in loadtest_user')
  })

  it.concurrent('is UNEVALUATED where a target got no samples', async ({ expect }) => {
    const { profile } = patient
    const workload: Workload = {
      ...patient,
      profile: { ...profile, mix: { ...profile.mix, 'deployments.get': 1e-12 } },
    }
    const { verdict, exitCode, reasons } = await judged(await backend.fresh(), backend.password, { workload })
    expect({ verdict, exitCode }).toEqual({ verdict: 'UNEVALUATED', exitCode: 5 })
    expect(reasons.join('\n')).toMatch(/deployments\.get: no request .* during the hold/)
  })

  it.concurrent('is INVALID where k6 is killed, and keeps what was recorded', async ({ expect }) => {
    const generator = new GeneratorProcess()
    await using target = await startHostile(await backend.fresh(), {
      instead: ({ sinceMs }) => {
        if (sinceMs > halfWayMs) generator.signal('SIGKILL')
        return undefined
      },
    })
    const { verdict, exitCode, reasons, targets } = await judged(target.url, backend.password, {
      say: generator.hear,
    })
    expect({ verdict, exitCode }).toEqual({ verdict: 'INVALID', exitCode: 5 })
    expect(reasons[0]).toBe('The load generator was stopped by SIGKILL before the end of the run.')
    expect(targets.find(({ name }) => name === 'rate')?.samples).toBeGreaterThan(0)
  })

  it.concurrent('is INVALID where the generator gets too little of the machine', async ({ expect }) => {
    const generator = new GeneratorProcess()
    // Two hundredths of a second, twice a second: enough for what the shipped profile asks for.
    generator.starve({ runMs: 10, stopMs: 490 })
    const { verdict, exitCode, reasons } = await judged(await backend.fresh(), backend.password, {
      workload: quicker,
      say: generator.hear,
    })
    generator.release()
    expect({ verdict, exitCode, reasons }).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(reasons.join('\n')).toMatch(/against a server that answers at once the load generator reached/)
  })

  it.concurrent('ends with exit code 4 where the report folder cannot be written', async ({ expect }) => {
    const folder = await mkdtemp(join(tmpdir(), 'eucora-hostile-'))
    await writeFile(join(folder, 'file'), '')
    const run = judged(await backend.fresh(), backend.password, { reportsDir: join(folder, 'file') })
    await expect(run).rejects.toMatchObject({ exitCode: 4 })
    await rm(folder, { recursive: true })
  })

  const mounts = process.platform === 'linux' && process.getuid?.() === 0
  it.skipIf(!mounts).concurrent(
    `ends with exit code 2 where the disk is full${mounts ? '' : ' (not run: only root can mount a small one)'}`,
    async ({ expect }) => {
      const reportsDir = await mkdtemp(join(tmpdir(), 'eucora-full-'))
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', reportsDir])
      expect(mounted.status).toBe(0)
      try {
        const run = judged(await backend.fresh(), backend.password, { reportsDir })
        await expect(run).rejects.toMatchObject({ exitCode: 2 })
      } finally {
        spawnSync('umount', [reportsDir])
        await rm(reportsDir, { recursive: true })
      }
    },
  )
})
