// SPDX-License-Identifier: Apache-2.0
import { isSurvivor, type StrengthMatrix } from '../strength/matrix.ts'
import { count, escape, moment, page } from './html.ts'

type Defect = StrengthMatrix['defects'][number]

/** Which defects the suites notice, which they do not, and which scenarios notice none. */
export function strengthHtml(matrix: StrengthMatrix): string {
  const { killed, survived, undecided, unmet, scenarios, defects, durationMs, startedAt } = matrix
  const survivors = defects.filter(isSurvivor)
  const idle = scenarios.filter(({ kills }) => kills === 0)
  const alone = defects.filter(({ killedBy }) => killedBy.length === 1)
  const common = defects.filter(({ killedBy }) => killedBy.length > scenarios.length / 10)
  const isStrong = survived + undecided === 0 && idle.length === 0
  const told = `${count(killed)} of ${count(killed + survived + undecided)} defects are noticed by at least one of ${count(scenarios.length)} scenarios.${undecided === 0 ? '' : ' The run was interrupted.'}`
  const figures: [number, string][] = [
    [killed, 'defects killed'],
    [survived, 'survived'],
    ...(undecided === 0
      ? []
      : [[undecided, 'not decided before the interruption'] satisfies [number, string]]),
    [unmet, 'of operations that no scenario calls'],
    [idle.length, 'scenarios that notice no defect'],
    [alone.length, 'defects that one scenario alone notices'],
    [common.length, 'defects that more than a tenth of all scenarios notice'],
  ]
  return page({
    title: 'EUCORA harness: strength of the suites',
    body: `<main><p class="eyebrow"><a href="../index.html">All reports</a> · ${moment(startedAt)} · ${count(Math.round(durationMs / 1000))} s</p>
<section class="card verdict ${isStrong ? 'good' : 'doubt'}"><h1>Strength</h1><p class="first">${told}</p></section>
<div class="figures">${figures.map(([value, name]) => `<div class="figure"><b>${count(value)}</b><span>${name}</span></div>`).join('')}</div>
${list(
  'Survivors: holes in the suites',
  survivors.map(
    (each) =>
      `${code(each.id)} ${escape(each.summary)} <span class="soft small">${escape(each.rule)}, tried by ${count(each.tried)}</span>${because(each.reason)}`,
  ),
)}
${list(
  'Scenarios that notice no defect: no tests',
  idle.map(({ id }) => code(id)),
)}
${list(
  'Scenarios with the same kills: one of them is enough, unless there is a reason',
  twins(matrix).map((ids) => ids.map(code).join(' and ')),
)}
${byRule(defects)}
</main>`,
  })
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` <span class="soft">${escape(reason)}</span>`
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<section class="card"><h2>${title} (${count(items.length)})</h2><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></section>`
}

function byRule(defects: readonly Defect[]): string {
  const rules = [...Map.groupBy(defects, ({ rule }) => rule)].toSorted(([a], [b]) => a.localeCompare(b))
  const rows = rules.map(([rule, own]) => {
    const met = own.filter(({ tried }) => tried > 0)
    const killed = met.filter(({ killedBy }) => killedBy.length > 0).length
    const share = met.length === 0 ? 0 : killed / met.length
    const tone = met.length === 0 ? 'none' : killed === met.length ? 'good' : 'doubt'
    return `<tr><td>${escape(rule)}</td><td class="number">${count(killed)}</td><td class="number">${count(met.length)}</td><td class="number">${count(own.length - met.length)}</td><td class="wide"><div class="meter ${tone}"><i style="width:${(share * 100).toFixed(0)}%"></i></div></td></tr>`
  })
  return `<section class="card"><h2>By rule</h2><div class="scroll"><table><thead><tr><th>Rule</th><th class="number">Killed</th><th class="number">Tried</th><th class="number">Not met</th><th class="wide"></th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

/** Scenarios that notice exactly the same defects, of those that notice any. */
export function twins({ defects, scenarios }: StrengthMatrix): readonly (readonly string[])[] {
  const kills = new Map<string, string[]>(scenarios.map(({ id }) => [id, []]))
  for (const { id, killedBy } of defects) for (const scenario of killedBy) kills.get(scenario)?.push(id)
  const groups = Map.groupBy(kills, ([, own]) => own.join('\n'))
  return [...groups]
    .filter(([own, members]) => own !== '' && members.length > 1)
    .map(([, members]) => members.map(([id]) => id))
}
