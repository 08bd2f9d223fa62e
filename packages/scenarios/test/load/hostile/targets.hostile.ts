// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Workload } from '@eucora/harness/load'
import { hasK6 } from '../brief.ts'
import { healthy, lies, misses } from './hostile-cases.ts'
import { judged, patient, quick, startBackend, type Backend } from './hostile-run.ts'
import { startHostile } from './hostile-target.ts'

const because = hasK6 ? '' : ' (not run: no k6 2.2 here)'

describe.skipIf(!hasK6)(`a target that${because}`, () => {
  let backend: Backend

  beforeAll(async () => {
    backend = await startBackend()
  })
  afterAll(() => backend[Symbol.asyncDispose]())

  it.concurrent.for([healthy, ...misses, ...lies])(
    '$title is judged $verdict with exit code $exitCode',
    async ({ spoil, verdict, exitCode, reason, ...rest }, { expect: own }) => {
      await using target = await startHostile(await backend.fresh(), spoil)
      const workload = rest.patient === true ? patient : quick
      const result = await judged(target.url, backend.password, { workload })
      own({ verdict: result.verdict, exitCode: result.exitCode, why: result.reasons }).toMatchObject({
        verdict,
        exitCode,
      })
      own(result.reasons.join('\n')).toMatch(reason)
    },
  )
})

// It takes the whole machine, so it comes when the others are done.
describe.skipIf(!hasK6)(`a target that loses one event in ten thousand${because}`, () => {
  it('fails with exit code 1, and the lost one is named', async ({ expect }) => {
    await using backend = await startBackend()
    let accepted = 0
    const lost = new Set<string>()
    await using target = await startHostile(await backend.fresh(), {
      after: ({ operation }, answer) => {
        if (operation === 'create' && answer.status === 201) {
          accepted += 1
          if (accepted % 10_000 === 5_000) lost.add(flowIdIn(answer.body))
        }
        return answer
      },
      events: (flowId, body) => (lost.has(flowId) ? withoutEvent(body, 'RISK_ASSESSED') : body),
    })
    const { profile } = patient
    const workload: Workload = {
      ...patient,
      profile: {
        ...profile,
        users: 50,
        spawnPerSecond: 50,
        holdSeconds: 46,
        mix: { 'deployments.create': 1 },
        limits: { 'deployments.create': profile.overall },
        // At most 833 a second, so that nearly all of them are read back.
        thinkSeconds: { min: 0.05, max: 0.07 },
        perSecond: { min: 40, max: 60 },
      },
    }
    const { verdict, exitCode, reasons } = await judged(target.url, backend.password, {
      workload,
      form: 'full',
    })
    expect(accepted).toBeGreaterThan(30_000)
    expect({ verdict, exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    // Of more than 30,000 creates a sample is read back, so that not every lost one need be in it.
    const told = reasons.find((reason) => reason.includes('have no event RISK_ASSESSED'))
    const named = told?.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? ['none is named']
    expect([...lost]).toEqual(expect.arrayContaining([...named]))
  })
})

function flowIdIn(body: string): string {
  return /"correlation_id":"([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''
}

function withoutEvent(body: string, type: string): string {
  const answer: unknown = JSON.parse(body)
  const events = typeof answer === 'object' && answer !== null && 'events' in answer ? answer.events : []
  const kept = (Array.isArray(events) ? events : []).filter(
    (event: unknown) =>
      !(typeof event === 'object' && event !== null && 'event_type' in event && event.event_type === type),
  )
  return JSON.stringify({ events: kept })
}
