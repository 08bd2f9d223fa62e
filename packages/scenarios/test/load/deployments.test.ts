// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { deploymentsLoad } from '../../src/load/deployments.ts'
import { briefRuns, hasK6 } from './brief.ts'

describe.skipIf(!hasK6)(`the profile deployments${hasK6 ? '' : ' (not run: no k6 2.2 here)'}`, () => {
  it('passes on the default target', { timeout: 120_000 }, async () => {
    const [result] = await briefRuns(deploymentsLoad, '', {})
    expect({ verdict: result?.verdict, exitCode: result?.exitCode }).toEqual({ verdict: 'PASS', exitCode: 0 })
    expect(result?.targets).toHaveLength(13)
    expect(result?.invariants.map((invariant) => `${invariant.verdict} ${invariant.name}`)).toEqual([
      'PASS accepted = stored',
      'PASS answers carry what was asked for',
      'PASS accepted = events',
      'PASS flow ids are continuous',
    ])
  })

  it('fails on a target that answers with another record', { timeout: 120_000 }, async () => {
    const [result] = await briefRuns(deploymentsLoad, 'deployments.get/wrong-value/correlation_id', {})
    expect({ verdict: result?.verdict, exitCode: result?.exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    expect(result?.reasons[0]).toContain('bodies were another record than the one asked for.')
  })
})
