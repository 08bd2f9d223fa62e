// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { burstLoad } from '../../src/load/burst.ts'
import { briefRuns, hasK6 } from './brief.ts'

describe.skipIf(!hasK6)(`the profile burst${hasK6 ? '' : ' (not run: no k6 2.2 here)'}`, () => {
  it('keeps its invariants over users, arrivals and recovery, and says on each line that it is less', async () => {
    const lines: string[] = []
    const [result] = await briefRuns(burstLoad, '', { say: (line) => lines.push(line) })
    expect(result?.invariants.map((invariant) => `${invariant.verdict} ${invariant.name}`)).toEqual([
      'PASS accepted = stored',
      'PASS answers carry what was asked for',
      'PASS accepted = events',
      'PASS flow ids are continuous',
    ])
    const judged = result?.targets.map(({ part, operation, name }) => `${part} ${operation} ${name}`)
    expect(judged).toEqual([
      ...['p50', 'p99', 'success'].map((name) => `users overall ${name}`),
      ...['p50', 'p99', 'success'].map((name) => `users deployments.create ${name}`),
      'rate overall rate',
      'rate overall success',
      ...['p50', 'p99', 'success'].map((name) => `recovery overall ${name}`),
    ])
    expect(result?.targets.filter(({ samples }) => samples === 0)).toEqual([])
    expect(result?.reasons.at(-1)).toContain('1,000 users and 10,000 requests per second was not tried')
    expect(lines.filter((line) => !line.endsWith('  [brief form: full target not tried]'))).toEqual([])
  })

  it('fails on a target that loses events', async () => {
    const [result] = await briefRuns(burstLoad, 'deployments.create/event-missing/RISK_ASSESSED', {})
    expect({ verdict: result?.verdict, exitCode: result?.exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    expect(result?.reasons[0]).toContain('accepted creates have no event RISK_ASSESSED')
  })
})
