// SPDX-License-Identifier: Apache-2.0
import { exitCodes } from '../exit-codes.ts'
import type { RunFile } from '../load/run-schema.ts'
import { badge, count, escape, moment, page, toneOf } from './html.ts'
import type { ScenarioResults } from '../playwright/results.ts'
import type { StrengthMatrix } from '../strength/matrix.ts'

/** What the start page of all reports tells of; every part may be missing. */
export interface IndexContent {
  readonly scenarios: ScenarioResults | undefined
  readonly strength: StrengthMatrix | undefined
  /** Newest first. */
  readonly runs: readonly RunFile[]
  /** One sentence for each result that could not be read. */
  readonly unreadable: readonly string[]
  readonly madeAt: Date
}

/** The start page of all reports: what the suites and the loads said, worst first. */
export function indexHtml(content: IndexContent): string {
  const { scenarios, strength, runs, unreadable, madeAt } = content
  const problems = unreadable.map((sentence) => `<li>${escape(sentence)}</li>`).join('')
  const body = [
    '<main>',
    `<p class="eyebrow">EUCORA harness · ${moment(madeAt.toISOString())}</p>`,
    headline(content),
    problems && `<section class="card"><h2>Could not be read</h2><ul>${problems}</ul></section>`,
    scenarios ? scenariosSection(scenarios) : '',
    runs.length > 0 ? runsSection(runs) : '',
    strength ? strengthSection(strength) : '',
    '<footer>In machine form: scenarios/results.json, runs/*/run.json, strength/matrix.json.</footer>',
    '</main>',
  ]
  return page({ title: 'EUCORA harness: reports', body: body.filter(Boolean).join('\n') })
}

/** What the page says wherever it names a run that tried less than the full target. */
function less({ form }: RunFile): string {
  return form.lessThan === undefined ? '' : ', full target not tried'
}

/** The latest run of each profile; older ones stay in the table but do not colour the page. */
export function latestRuns(runs: readonly RunFile[]): RunFile[] {
  return runs.filter((run, place) => runs.findIndex(({ profile }) => profile === run.profile) === place)
}

function headline({ scenarios, runs, unreadable }: IndexContent): string {
  const sentences: string[] = []
  if (scenarios) {
    const { passed, failed, error, notRun } = scenarios.counts
    const all = scenarios.scenarios.length
    const told = [`${count(passed)} of ${count(all)} scenarios passed`, `${count(failed)} failed`]
    if (error + notRun > 0) told.push(`${count(error + notRun)} could not be tried`)
    const part = scenarios.shard
    sentences.push(`${part ? `Shard ${part.current} of ${part.total} only: ` : ''}${told.join(', ')}.`)
  }
  for (const run of latestRuns(runs))
    sentences.push(`Load ${run.profile} (${run.form.name}${less(run)}): ${run.verdict}.`)
  const verdict = overallOf({ scenarios, runs, unreadable })
  const first =
    sentences.length > 0 ? sentences.join(' ') : 'Nothing has been run yet: npm run scenarios, npm run load.'
  return `<section class="card verdict ${toneOf(verdict)}"><h1>${verdict}</h1><p class="first">${escape(first)}</p></section>`
}

function overallOf({
  scenarios,
  runs,
  unreadable,
}: Pick<IndexContent, 'scenarios' | 'runs' | 'unreadable'>): string {
  const verdicts: string[] = latestRuns(runs).map(({ verdict }) => verdict)
  if (scenarios) verdicts.push(verdictOf(scenarios))
  if (unreadable.length > 0) verdicts.push('INVALID')
  const worstFirst = ['FAIL', 'INVALID', 'UNEVALUATED', 'PASS']
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'UNEVALUATED'
}

function verdictOf({ counts, exitCode, shard }: ScenarioResults): string {
  if (counts.failed > 0 || exitCode === exitCodes.backendWrong) return 'FAIL'
  if (exitCode !== exitCodes.conformant) return 'INVALID'
  // One that passed says nothing of the other shards.
  return shard === undefined ? 'PASS' : 'UNEVALUATED'
}

function scenariosSection(results: ScenarioResults): string {
  const { counts } = results
  const boxes: [number, string][] = [
    [counts.passed, 'passed'],
    [counts.failed, 'failed'],
    [counts.error + counts.notRun, 'could not be tried'],
    [counts.knownGap, 'known gaps'],
    [counts.notSupported, 'not supported by the target'],
  ]
  const figures = boxes.map(
    ([value, name]) => `<div class="figure"><b>${count(value)}</b><span>${name}</span></div>`,
  )
  const rank = (status: string) =>
    ['failed', 'error', 'notRun', 'knownGap', 'notSupported', 'passed'].indexOf(status)
  const rows = results.scenarios
    .toSorted(
      (a, b) => rank(a.status) - rank(b.status) || a.app.localeCompare(b.app) || a.id.localeCompare(b.id),
    )
    .map(
      ({ status, title, app, class: group, durationMs, messages }) =>
        `<tr><td>${badge(status)}</td><td>${escape(title)}${why(messages)}</td><td>${escape(app)}</td><td>${escape(group)}</td>
<td class="number">${count(Math.round(durationMs))} ms</td></tr>`,
    )
  return `<section class="card"><h2>Scenarios</h2>${results.roleMatrix.length > 0 ? '<p class="small"><a href="scenarios/role-matrix.html">Role matrix</a>: what every operation answers to every role.</p>' : ''}<div class="figures" style="margin:0 0 18px">${figures.join('')}</div>
<div class="scroll"><table><thead><tr><th>Status</th><th>Rule</th><th>App</th><th>Class</th><th class="number">Took</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></div></section>`
}

/** Why a scenario did not pass, folded away. */
function why(messages: readonly string[]): string {
  if (messages.length === 0) return ''
  return `<details><summary class="soft small">why</summary><pre>${escape(messages.join('\n\n'))}</pre></details>`
}

function runsSection(runs: readonly RunFile[]): string {
  const rows = runs.map((run) => {
    const p99 = run.targets.find(({ operation, name }) => operation === 'overall' && name === 'p99')?.measured
    return `<tr><td>${badge(run.verdict)}</td>
<td><a href="runs/${encodeURIComponent(run.id)}/report.html">${escape(run.profile)}</a>, ${run.form.name}${less(run)}<br>
<span class="soft small">${escape(run.reasons[0] ?? '')}</span></td>
<td class="number">${run.rates.achieved.toFixed(1)}/s</td>
<td class="number">${p99 === null || p99 === undefined ? '–' : `${p99.toFixed(1)} ms`}</td><td class="number wide">${moment(run.startedAt)}</td></tr>`
  })
  return `<section class="card"><h2>Loads</h2><div class="scroll"><table><thead><tr><th>Verdict</th><th>Profile</th>
<th class="number">Achieved</th><th class="number">p99</th><th class="number wide">Started</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

/** It judges the suites, not the backend, so it does not colour the page. */
function strengthSection({ killed, survived, defects, startedAt }: StrengthMatrix): string {
  return `<section class="card"><h2>Strength of the suites</h2><p>${count(killed)} of ${count(killed + survived)} planted defects are noticed
(${count(defects.length)} known, ${moment(startedAt)}). <a href="strength/index.html">Which, and by which scenario</a></p></section>`
}
