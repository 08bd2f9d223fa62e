// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { connectorsLoad } from '../../src/load/connectors.ts'
import { briefRuns, hasK6 } from './brief.ts'

describe.skipIf(!hasK6)(`the profile connectors${hasK6 ? '' : ' (not run: no k6 2.2 here)'}`, () => {
  it('keeps its invariants on the default target and its planes', async () => {
    const [result] = await briefRuns(connectorsLoad, '', {})
    expect(result?.invariants.map((invariant) => `${invariant.verdict} ${invariant.name}`)).toEqual([
      'PASS answers carry what was asked for',
      'PASS accepted = published = events',
      'PASS nothing is published twice',
    ])
    const judged = result?.targets.filter(({ kind }) => kind === 'success')
    expect(judged?.map(({ operation, verdict }) => `${operation} ${verdict}`)).toEqual([
      'overall PASS',
      'connectors.deploy/intune PASS',
      'connectors.deploy/jamf PASS',
      'connectors.deploy/sccm PASS',
      'connectors.deploy/landscape PASS',
      'connectors.deploy/ansible PASS',
      'connectors.status PASS',
      'connectors.remediate PASS',
    ])
  })

  it('fails on a target that leaves out the event of a publication', async () => {
    const [result] = await briefRuns(
      connectorsLoad,
      'connectors.deploy/event-missing/DEPLOYMENT_COMPLETED',
      {},
    )
    expect({ verdict: result?.verdict, exitCode: result?.exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    expect(result?.reasons[0]).toContain('deploys accepted, 0 publications have their events')
  })

  it('judges a target that resets each deploy, which its set-up meets first', async () => {
    const [result] = await briefRuns(connectorsLoad, '', {
      spoil: { instead: ({ operation }) => (operation === 'deploy' ? 'reset' : undefined) },
    })
    expect({ verdict: result?.verdict, exitCode: result?.exitCode }).toEqual({ verdict: 'FAIL', exitCode: 3 })
    expect(result?.reasons[0]).toMatch(/^All operations together: 0\.0 % of \d+ requests got the expected/)
  })

  it('refuses a target whose planes are not up', async () => {
    const [result] = await briefRuns(connectorsLoad, 'D-26', {})
    expect(result).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(result?.reasons[0]).toMatch(/^The plane intune is not up: .* Start it, and tell the backend/)
  })
})
