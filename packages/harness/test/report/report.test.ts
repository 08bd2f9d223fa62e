// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { report } from '../../src/commands/report.ts'
import { runReportHtml } from '../../src/report/run-report.ts'
import { temporaryFolder } from '../load/tiny-load.ts'
import { samplePoints, sampleRun, target } from './sample-run.ts'

describe('the report of a run', () => {
  it('says verdict and reason before anything else', async () => {
    const html = await runReportHtml(
      sampleRun({ verdict: 'FAIL', reasons: ['It was slow.', 'Very.'] }),
      samplePoints,
    )
    const verdict = html.indexOf('<h1>FAIL</h1>')
    expect(verdict).toBeGreaterThan(0)
    expect(html.indexOf('It was slow.')).toBeGreaterThan(verdict)
    expect(html.indexOf('<h2>Targets</h2>')).toBeGreaterThan(html.indexOf('<li>Very.</li>'))
  })

  it('shows each target with its limit, what was measured and of how many samples', async () => {
    const html = await runReportHtml(sampleRun(), samplePoints)
    for (const text of [
      '&lt; 500 ms',
      '12.3 ms',
      '12.1 to 13.1 ms',
      '1,206',
      '≥ 99 %',
      '99.8 %',
      '≥ 50.0',
      '80.4',
    ]) {
      expect(html).toContain(text)
    }
  })

  it('shows nothing measured as nothing, not as zero', async () => {
    const run = sampleRun({ targets: [target({ measured: null, samples: 0, verdict: 'UNEVALUATED' })] })
    expect(await runReportHtml(run, [])).toContain('<span class="soft">nothing</span>')
  })

  it('folds a long list of reasons and says when the full length was not tried', async () => {
    const reasons = ['One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.']
    const short = await runReportHtml(sampleRun({ reasons }), samplePoints)
    const full = await runReportHtml(sampleRun({ form: { ...sampleRun().form, name: 'full' } }), samplePoints)
    expect(short).toContain('<summary>5 more reasons</summary>')
    expect(short).toContain('the full length was not tried')
    expect(full).not.toContain('the full length was not tried')
  })

  it('shows failures: statuses, answers that never came, broken invariants, refused pushes, the ceiling', async () => {
    const run = sampleRun()
    const row = { operation: 'deployments.get', phase: 'hold', expected: false, count: 3 }
    const html = await runReportHtml(
      {
        ...run,
        target: { url: 'https://example.org', kind: 'external' },
        statuses: [
          { ...row, status: '0', errorCode: '1050' },
          { ...row, status: '500', errorCode: '' },
        ],
        invariants: [{ name: 'accepted = stored', verdict: 'FAIL', checked: 3, violations: ['2 are lost.'] }],
        rates: { ...run.rates, ceiling: 1234.5 },
        environment: {
          ...run.environment,
          scriptSha256: null,
          pushes: { ...run.environment.pushes, refusedCount: 1, refused: ['it is of run "other"'] },
        },
      },
      samplePoints,
    )
    for (const text of [
      'no answer (k6 error 1050)',
      '<td>500</td>',
      '2 are lost.',
      '1,235',
      'of run &quot;other&quot;',
    ]) {
      expect(html).toContain(text)
    }
    expect(html).not.toContain('share this machine')
  })

  it('says so where the load never began', async () => {
    const html = await runReportHtml(
      sampleRun({ invariants: [], statuses: [], targets: [], verdict: 'INVALID' }),
      [],
    )
    expect(html).toContain('The load was never started')
  })

  it('needs no network: its policy forbids it, and nothing in it refers to another place', async () => {
    const html = await runReportHtml(sampleRun(), samplePoints)
    expect(html).toContain("default-src 'none'")
    expect(html.match(/(src|href)="[^"]*"|url\([^)]*\)|@import/g) ?? []).toEqual([])
  })

  it('treats what a target says as text, in the page and in its data', async () => {
    const html = await runReportHtml(
      sampleRun({ reasons: ['<img src=x onerror=alert(1)>'], summary: '</script><b>' }),
      samplePoints.map((point) => ({ ...point, phase: '</script>' })),
    )
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
  })
})

const results = (counts: Record<string, number>, scenarios: object[], exitCode = 0) => ({
  target: 'http://127.0.0.1:4600',
  runId: 'run-1',
  startedAt: '2026-11-22T17:00:00Z',
  durationMs: 5,
  ended: 'passed',
  counts: { passed: 0, failed: 0, knownGap: 0, notSupported: 0, error: 0, notRun: 0, ...counts },
  scenarios,
  coverage: { operationsByStatus: {}, operationsByRole: {} },
  roleMatrix: [],
  invariants: [],
  errors: [],
  exitCode,
})
const scenario = (title: string, status: string, messages: string[] = []) => ({
  id: title,
  title,
  suite: 'api',
  app: 'deployments',
  class: 'CRUD',
  rule: 'R-1',
  status,
  durationMs: 12,
  operations: [],
  messages,
})

/** A reports folder with the given files; answers what the command said and the start page. */
async function rebuilt(files: Record<string, unknown>) {
  await using folder = await temporaryFolder()
  for (const [path, value] of Object.entries(files)) {
    await mkdir(join(folder.path, path, '..'), { recursive: true })
    await writeFile(join(folder.path, path), typeof value === 'string' ? value : JSON.stringify(value))
  }
  const lines: string[] = []
  const code = await report([], { reports: folder.path }, { out: (line) => lines.push(line) })
  const html = await readFile(join(folder.path, 'index.html'), 'utf8')
  const all = await readdir(folder.path, { recursive: true })
  return { code, html, all, said: lines.map((line) => line.replace(folder.path, '')) }
}
const runFiles = (run = sampleRun()) => ({
  [`runs/${run.id}/run.json`]: run,
  [`runs/${run.id}/timeline.json`]: { points: samplePoints },
})

describe('the start page', () => {
  it('tells what to do where nothing was run yet', async () => {
    const { code, html, said } = await rebuilt({})
    expect(code).toBe(0)
    expect(said).toEqual(['/index.html'])
    expect(html).toContain('Nothing has been run yet: npm run scenarios, npm run load.')
  })

  it('passes where suites and loads passed, and links each run', async () => {
    const files = {
      ...runFiles(),
      'scenarios/results.json': results({ passed: 1 }, [scenario('a rule', 'passed')]),
    }
    const { html, all } = await rebuilt(files)
    expect(html).toContain('<h1>PASS</h1>')
    expect(html).toContain('1 of 1 scenarios passed, 0 failed. Load deployments (short): PASS.')
    expect(html).toContain('href="runs/deployments-short-20261122T170000Z-00ff/report.html"')
    expect(all).toContain('runs/deployments-short-20261122T170000Z-00ff/report.html')
    expect(all.filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it.each([
    ['a shard that passed says nothing of the others', 0, 'UNEVALUATED'],
    ['a broken invariant is the backend’s, although all scenarios passed', 1, 'FAIL'],
    ['a harness that failed says nothing of the backend', 2, 'INVALID'],
  ])('%s', async (_, exitCode, verdict) => {
    const shard = { current: 2, total: 3, ofScenarios: 3, ofDigest: 'd' }
    const part = { ...results({ passed: 1 }, [scenario('a rule', 'passed')], exitCode), shard }
    const { html } = await rebuilt({ 'scenarios/results.json': part })
    expect(html).toContain(`<h1>${verdict}</h1>`)
    expect(html).toContain('Shard 2 of 3 only: 1 of 1 scenarios passed, 0 failed.')
  })

  it('links the role matrix and the strength of the suites, which does not colour it', async () => {
    const strength = {
      startedAt: '2026-11-22T17:00:00Z',
      durationMs: 1,
      defects: [],
      scenarios: [],
      killed: 1,
      survived: 1,
      undecided: 0,
      unmet: 0,
    }
    const cells = [{ role: 'anonymous', due: 403, got: 403 }]
    const { html, all } = await rebuilt({
      'scenarios/results.json': {
        ...results({ passed: 1 }, [scenario('a rule', 'passed')]),
        roleMatrix: [{ operation: 'cab.approve', source: 's', cells }],
      },
      'strength/matrix.json': strength,
    })
    expect(html).toContain('<h1>PASS</h1>')
    expect(html).toContain('href="scenarios/role-matrix.html"')
    expect(html).toContain('1 of 2 planted defects are noticed')
    expect(all).toEqual(expect.arrayContaining(['scenarios/role-matrix.html', 'strength/index.html']))
  })

  it('fails where a scenario failed, and shows the failed one first, with why', async () => {
    const scenarios = [scenario('good', 'passed'), scenario('broken', 'failed', ['Expected <403>'])]
    const { html } = await rebuilt({
      'scenarios/results.json': results({ passed: 1, failed: 1 }, scenarios, 1),
    })
    expect(html).toContain('<h1>FAIL</h1>')
    expect(html.indexOf('broken')).toBeLessThan(html.indexOf('good</td>'))
    expect(html).toContain('Expected &lt;403&gt;')
  })

  it('is INVALID where a scenario could not be tried', async () => {
    const files = { 'scenarios/results.json': results({ error: 1 }, [scenario('stuck', 'error')], 2) }
    const { html } = await rebuilt(files)
    expect(html).toContain('<h1>INVALID</h1>')
    expect(html).toContain('1 could not be tried.')
  })

  it('takes the latest run of a profile as its verdict, and shows the older too', async () => {
    const older = sampleRun({
      id: 'deployments-short-20261121T170000Z-00aa',
      verdict: 'FAIL',
      startedAt: '2026-11-21T17:00:00Z',
    })
    const { html } = await rebuilt({ ...runFiles(older), ...runFiles() })
    expect(html).toContain('<h1>PASS</h1>')
    expect(html).toContain('badge bad">FAIL')
    expect(html.indexOf('00ff')).toBeLessThan(html.indexOf('00aa'))
  })

  it('names results that it cannot read and does not pass over them', async () => {
    const { html } = await rebuilt({
      'scenarios/results.json': 'half a fi',
      'runs/odd/run.json': { verdict: 'PASS' },
    })
    expect(html).toContain('<h1>INVALID</h1>')
    expect(html).toContain('scenarios/results.json is not JSON.')
    expect(html).toContain('runs/odd/run.json breaks its schema:')
  })
})

describe('the command', () => {
  it('takes no arguments', async () => {
    const errors: string[] = []
    const code = await report(['all'], { reports: '/nowhere' }, { err: (text) => errors.push(text) })
    expect(code).toBe(4)
    expect(errors[0]).toContain('report takes no arguments, and "all" was given.')
  })

  it('says where it cannot write, exit 2', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'file')
    await writeFile(file, '')
    const errors: string[] = []
    expect(await report([], { reports: file }, { err: (text) => errors.push(text) })).toBe(2)
    expect(errors[0]).toContain(`The reports in ${file} cannot be rebuilt`)
  })
})
