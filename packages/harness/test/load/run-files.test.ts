// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { report } from '../../src/commands/report.ts'
import { newRunId, machine } from '../../src/load/environment.ts'
import { Secrets } from '../../src/journal/secrets.ts'
import { readSummary } from '../../src/load/k6-summary.ts'
import { histogramOf } from '../../src/load/native-histogram.ts'
import { startInstantServer } from '../../src/load/instant-server.ts'
import { startReceiver } from '../../src/load/receiver.ts'
import { prepareRunsDir, readLog, writeRunFiles, type RunFiles } from '../../src/load/run-files.ts'
import { samplePoints, sampleRun } from '../report/sample-run.ts'
import { temporaryFolder } from './tiny-load.ts'

const files = (more: Partial<RunFiles> = {}): RunFiles => ({
  run: sampleRun(),
  histograms: { overall: histogramOf([0.1]) },
  timeline: samplePoints,
  k6Log: 'log',
  html: '<p>page</p>',
  ...more,
})

describe('the files of a run', () => {
  it('stand in a folder of their own once all are written', async () => {
    await using folder = await temporaryFolder()
    const runsDir = await prepareRunsDir(folder.path)
    const path = await writeRunFiles(runsDir, files())
    expect(path).toBe(join(runsDir, sampleRun().id, 'run.json'))
    expect(await readdir(runsDir)).toEqual([sampleRun().id])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(sampleRun())
  })

  it('are not written at all where the result does not fit its schema, exit 2', async () => {
    await using folder = await temporaryFolder()
    const runsDir = await prepareRunsDir(folder.path)
    const writing = writeRunFiles(runsDir, files({ run: sampleRun({ reasons: [] }) }))
    await expect(writing).rejects.toMatchObject({ exitCode: 2 })
    await expect(writing).rejects.toThrow('run.json would break its schema: /reasons')
    expect(await readdir(runsDir)).toEqual([])
  })

  it('leave nothing half-written where the disk refuses them, exit 2', async () => {
    await using folder = await temporaryFolder()
    const runsDir = await prepareRunsDir(folder.path)
    await mkdir(join(runsDir, sampleRun().id))
    await writeFile(join(runsDir, sampleRun().id, 'in-the-way'), '')
    const writing = writeRunFiles(runsDir, files())
    await expect(writing).rejects.toMatchObject({ exitCode: 2 })
    await expect(writing).rejects.toThrow('could not be written (ENOTEMPTY). Check free space')
    expect(await readdir(runsDir)).toEqual([sampleRun().id])
  })

  it('say so where their folder is gone, exit 2', async () => {
    await using folder = await temporaryFolder()
    const runsDir = await prepareRunsDir(folder.path)
    await rm(runsDir, { recursive: true })
    await expect(writeRunFiles(runsDir, files())).rejects.toThrow('(ENOENT)')
  })

  it('hold k6’s log without the sessions’ secrets', async () => {
    await using folder = await temporaryFolder()
    const log = join(folder.path, 'k6.log')
    await writeFile(log, 'Cookie: sessionid=abcd; csrftoken=defg, X-CSRFToken: defg')
    const secrets = new Secrets()
    for (const secret of ['abcd', 'defg']) secrets.add(secret)
    expect(await readLog(log, secrets)).toBe(
      'Cookie: sessionid=[redacted]; csrftoken=[redacted], X-CSRFToken: [redacted]',
    )
    expect(await readLog(join(folder.path, 'none'), secrets)).toBe('')
  })
})

describe('k6’s own summary', () => {
  const whole = { thresholds: {}, values: {}, requests: 1, droppedIterations: 0, runSeconds: 2 }
  it.each([
    ['whole', JSON.stringify(whole), whole],
    ['half', JSON.stringify(whole).slice(0, 20), undefined],
    ['of another shape', JSON.stringify({ ...whole, requests: 'many' }), undefined],
  ])('that is %s', async (_, text, expected) => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'summary.json'), text)
    expect(await readSummary(join(folder.path, 'summary.json'))).toEqual(expected)
  })
})

describe('servers of the runner', () => {
  it('refuse a push that is larger than any of k6’s', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const body = new Uint8Array(16 * 1024 * 1024 + 1)
    // The receiver may close the connection while the rest is still on its way.
    const status = await fetch(receiver.url, { method: 'POST', body }).then(
      (answer) => answer.status,
      () => 413,
    )
    expect(status).toBe(413)
    expect(receiver.pushes.taken).toBe(0)
  })

  it('answer at once what the workload says', async () => {
    await using server = await startInstantServer((method, path) => ({
      status: 202,
      body: `"${method} ${path}"`,
    }))
    const answer = await fetch(`${server.url}/a`, { method: 'PUT', body: 'x' })
    expect([answer.status, await answer.json()]).toEqual([202, 'PUT /a'])
  })
})

describe('small things', () => {
  it('a run id is new each time', () => {
    const now = new Date()
    const ids = Array.from({ length: 20 }, () => newRunId('a', 'full', now))
    expect(new Set(ids).size).toBeGreaterThan(15)
  })

  it('the machine is named', () => {
    expect(machine()).toMatchObject({ node: process.versions.node, cpuCount: expect.any(Number) })
  })

  it('the report command prints to the terminal where nobody else listens', async () => {
    await using folder = await temporaryFolder()
    expect(await report([], { reports: folder.path })).toBe(0)
    expect(await report(['x'], { reports: folder.path })).toBe(4)
  })
})
