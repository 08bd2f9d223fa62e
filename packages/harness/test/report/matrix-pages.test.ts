// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { roleMatrixHtml } from '../../src/report/role-matrix-page.ts'
import { strengthHtml, twins } from '../../src/report/strength-page.ts'
import { withReasons } from '../../src/strength/matrix.ts'

const row = (got: number | null) => ({
  operation: 'cab.approve',
  source: 'rules: "CAB"',
  cells: [
    { role: 'anonymous', due: 403, got: 403 },
    { role: 'cab_member', due: 200, got },
  ],
})

describe('the page of the role matrix', () => {
  it('passes where every cell is as the role table says, and names the source of a row', () => {
    const html = roleMatrixHtml([row(200)])
    expect(html).toContain('2 cells of 1 operations and 2 roles: all as the role table says.')
    expect(html).toContain('title="rules: &quot;CAB&quot;"')
    expect(html).toContain('<td class="passes">200</td>')
    expect(html).toContain('<td class="refused">403</td>')
  })

  it('shows what came and what was due where a cell is wrong', () => {
    expect(roleMatrixHtml([row(403)])).toContain('403 → 200')
    expect(roleMatrixHtml([row(403)])).toContain('all but 1 as the role table says.')
    expect(roleMatrixHtml([row(null)])).toContain('against the contract → 200')
  })
})

const defect = (id: string, tried: number, ...killedBy: string[]) => ({
  id,
  rule: 'a-rule',
  summary: `${id} <is> wrong`,
  tried,
  untried: 0,
  killedBy,
})
const matrix = {
  startedAt: '2026-11-22T17:00:00Z',
  durationMs: 4500,
  defects: [defect('D-1', 3, 'a', 'b'), defect('D-2', 3, 'a', 'b', 'c'), defect('D-3', 3), defect('D-4', 0)],
  scenarios: [
    { id: 'a', kills: 2 },
    { id: 'b', kills: 2 },
    { id: 'c', kills: 1 },
    { id: 'idle', kills: 0 },
  ],
  killed: 2,
  survived: 1,
  undecided: 0,
  unmet: 1,
}

describe('the page of a strength run', () => {
  it('lists survivors, idle scenarios and twins', () => {
    const html = strengthHtml(matrix)
    expect(html).toContain('2 of 3 defects are noticed by at least one of 4 scenarios.')
    expect(html).toContain('<code>D-3</code> D-3 &lt;is&gt; wrong')
    expect(html).toContain('no tests (1)')
    expect(html).toContain('<code>a</code> and <code>b</code>')
    expect(html).not.toContain('<code>D-4</code>')
  })

  it('has no such lists where every defect and every scenario counts', () => {
    const html = strengthHtml({
      ...matrix,
      defects: [defect('D-1', 1, 'a')],
      scenarios: [{ id: 'a', kills: 1 }],
      killed: 1,
      survived: 0,
      undecided: 0,
      unmet: 0,
    })
    expect(html).not.toContain('<h2>Survivors')
    expect(html).toContain('class="card verdict good"')
  })

  it('gives the reason for a survivor beside it', () => {
    const html = strengthHtml(withReasons(matrix, { 'D-3': 'Nothing <shows> it.', 'D-4': 'unused' }))
    expect(html).toContain('tried by 3</span> <span class="soft">Nothing &lt;shows&gt; it.</span>')
    expect(html).not.toContain('unused')
  })

  it('says that it was interrupted, and counts no survivor that was not tried to the end', () => {
    const html = strengthHtml({
      ...matrix,
      defects: [defect('D-1', 1, 'a'), { ...defect('D-3', 3), untried: 2 }],
      scenarios: [{ id: 'a', kills: 1 }],
      killed: 1,
      survived: 0,
      undecided: 1,
    })
    expect(html).toContain(
      '1 of 2 defects are noticed by at least one of 1 scenarios. The run was interrupted.',
    )
    expect(html).toContain('<b>1</b><span>not decided before the interruption</span>')
    expect(html).not.toContain('<h2>Survivors')
    expect(html).toContain('class="card verdict doubt"')
  })

  it('takes scenarios for twins only where they notice something', () => {
    expect(twins(matrix)).toEqual([['a', 'b']])
  })
})
