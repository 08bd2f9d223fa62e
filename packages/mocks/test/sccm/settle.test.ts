// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { settle } from '../../src/sccm/settle.ts'
import { deployed, lab, minuteMs } from './served-sccm.ts'

const ask = { Type: 8, TargetCollectionID: lab }
const askPolicy = 'SMS_ClientOperation.InitiateClientOperation'

/** A deployment to two devices that has just been made, and when it is due. */
async function made() {
  const served = await deployed()
  const { state, clock } = served.sccm
  const dueMs = (): number | undefined => state.assignments.get(served.assignmentId)?.dueMs
  const settled = (): number | undefined => {
    settle(state, clock.nowMs())
    return dueMs()
  }
  return { ...served, clock, dueMs, settled }
}

describe('a deployment is looked at', () => {
  test('not before two minutes: nothing installs faster', async () => {
    const { settled, clock } = await made()
    expect(settled()).toBe(clock.nowMs() + 2 * minuteMs)
  })

  test('when the first device can be done with it', async () => {
    const { sccm, assignmentId, settled, clock } = await made()
    clock.advance(2 * minuteMs)
    const dueMs = settled() ?? 0
    clock.advance(dueMs - clock.nowMs() - 1)
    expect(sccm.act('install-counts', { assignment: assignmentId })).not.toHaveProperty('1')
    clock.advance(1)
    expect(sccm.act('install-counts', { assignment: assignmentId })).toHaveProperty('1', 1)
  })

  test('never again once all its devices are done', async () => {
    const { settled, clock } = await made()
    clock.advance(120 * minuteMs)
    expect(settled()).toBe(Number.POSITIVE_INFINITY)
  })

  test('two minutes after devices were told to ask for policy', async () => {
    const { to, settled, dueMs, clock } = await made()
    clock.advance(2 * minuteMs)
    expect(settled()).toBeGreaterThan(clock.nowMs() + 2 * minuteMs)
    await to('POST', askPolicy, ask)
    expect(dueMs()).toBe(clock.nowMs() + 2 * minuteMs)
  })

  test('at once when a device comes back to the network or has lost it', async () => {
    const { sccm, assignmentId, settled, dueMs, clock } = await made()
    clock.advance(120 * minuteMs)
    settled()
    sccm.act('device-offline', { device: 'WIN-0001' })
    expect(dueMs()).toBe(0)
    settled()
    sccm.act('drift', { assignment: assignmentId, device: 'WIN-0002' })
    expect(dueMs()).toBe(0)
  })
})
