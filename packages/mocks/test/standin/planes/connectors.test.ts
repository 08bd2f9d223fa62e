// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultSpec } from '../../../src/plane/fault-spec.ts'
import type { PublishOrder, PublishOutcome } from '../../../src/standin/plane-gateway.ts'
import { HttpPlanes } from '../../../src/standin/planes/http-planes.ts'
import { onAnsible } from './on-ansible.ts'
import { onIntune } from './on-intune.ts'
import { onJamf } from './on-jamf.ts'
import { onLandscape } from './on-landscape.ts'
import { onSccm } from './on-sccm.ts'
import type { ServedConnector } from './served-connector.ts'

const order: PublishOrder = {
  flowId: '5eed0000-0000-4000-8000-0000000000d1',
  appName: "O'Reilly <Editor> & Söhne",
  version: '1.0',
  targetRing: 'CANARY',
  artifactPath: 'bucket/x.msi',
  requestId: '5eed0000-0000-4000-8000-00000000000a',
  triedBefore: false,
}
const again = { ...order, triedBefore: true }
const writes = ['POST', 'PUT', 'PATCH', 'DELETE']

describe.each([
  { open: onIntune },
  { open: onJamf },
  { open: onSccm },
  { open: onLandscape },
  { open: onAnsible },
])('$open.name', ({ open }) => {
  let served: ServedConnector
  let planes: HttpPlanes

  beforeEach(async () => {
    served = await open()
    planes = new HttpPlanes({ ...served.settings, timeoutMs: 2000 })
  })

  afterEach(() => served.close())

  const publish = (sent = order) => planes.publish(served.type, sent)
  const read = (id: string) => planes.read(served.type, id, order)

  async function published(): Promise<string> {
    return idOf(await publish())
  }

  /** The routes that were called to write, those for tokens aside. */
  function written(): readonly string[] {
    return served.plane.calls
      .all()
      .filter(({ method, route }) => writes.includes(method) && !/token|login|reports/.test(route ?? ''))
      .map(({ route }) => route ?? 'unmatched')
  }

  test('tells that the plane is well, and which request asked', async () => {
    expect(await planes.health(served.type, order.requestId)).toMatchObject({ healthy: true })
    expect(served.plane.calls.all().at(-1)?.correlationId).toBe(order.requestId)
  })

  test('tells that the plane is not well', async () => {
    served.plane.inject({ kind: 'status', status: 503 })
    expect(await planes.health(served.type, order.requestId)).toMatchObject({
      healthy: false,
      details: { status_code: 503 },
    })
  })

  test('publishes one object under the name of app and version, all calls with the correlation id', async () => {
    const outcome = await publish()
    expect(outcome).toMatchObject({ ok: true, details: { target: expect.stringMatching(/canary/i) } })
    expect(served.targets()).toEqual([expect.stringMatching(/canary/i)])
    expect(served.objects()).toEqual([expect.stringContaining(`${order.appName} 1.0`)])
    const calls = served.plane.calls.all()
    expect(new Set(calls.map(({ correlationId }) => correlationId))).toEqual(new Set([order.requestId]))
    expect(calls.filter(({ route }) => route === null)).toEqual([])
  })

  test('a repeat finds the object and makes none', async () => {
    const first = await publish()
    expect(await publish(again)).toEqual(first)
    expect(served.objects().length).toBe(1)
  })

  test('another version, flow and stand-in have objects of their own', async () => {
    const ids = [
      await published(),
      idOf(await publish({ ...again, version: '2.0' })),
      idOf(await publish({ ...again, flowId: '5eed0000-0000-4000-8000-0000000000d2' })),
      idOf(await new HttpPlanes(served.settings).publish(served.type, again)),
    ]
    expect(new Set(ids).size).toBe(4)
    expect(served.objects().length).toBe(4)
  })

  test.each([
    ['between create and answer', { kind: 'reset', after: true }, 'create'],
    ['at a gateway behind the create', { kind: 'status', status: 504, after: true }, 'create'],
    ['within the answer to the create', { kind: 'truncate', after: true }, 'create'],
    ['between create and assignment', { kind: 'status', status: 503 }, 'assign'],
    ['between assignment and answer', { kind: 'reset', after: true }, 'assign'],
  ] as const)('after a fault %s a repeat has made one object', async (_, fault, at) => {
    served.plane.inject({ ...fault, ...served[at], times: 1 })
    expect(await publish()).toMatchObject({ ok: false, errorClass: 'transient' })
    expect(await publish(again)).toMatchObject({ ok: true })
    expect(served.objects().length).toBe(1)
  })

  test.each([
    [{ kind: 'status', status: 429, headers: { 'Retry-After': '2.128' } }, 'transient'],
    [{ kind: 'status', status: 500 }, 'transient'],
    [{ kind: 'status', status: 502 }, 'transient'],
    [{ kind: 'status', status: 503 }, 'transient'],
    [{ kind: 'status', status: 504 }, 'transient'],
    [{ kind: 'html' }, 'transient'],
    [{ kind: 'reset' }, 'transient'],
    [{ kind: 'hang' }, 'transient'],
    [{ kind: 'malformed-json' }, 'transient'],
    [{ kind: 'status', status: 401 }, 'policy_violation'],
    [{ kind: 'status', status: 403 }, 'policy_violation'],
    [{ kind: 'status', status: 400 }, 'permanent'],
    [{ kind: 'status', status: 404 }, 'permanent'],
    [{ kind: 'status', status: 409 }, 'permanent'],
  ] as const)('classes the fault %j as %s', async (fault, errorClass) => {
    const spec: FaultSpec = { ...fault, ...served.create }
    served.plane.inject(spec)
    // Only what never answers needs to be waited for; any other answer may be slow on a busy machine.
    planes = new HttpPlanes({ ...served.settings, timeoutMs: fault.kind === 'hang' ? 300 : 30_000 })
    const outcome = await publish()
    expect(outcome).toMatchObject({ ok: false, errorClass })
    expect(JSON.stringify(outcome)).not.toContain('127.0.0.1')
  })

  test('a refused sign-in is a violation of policy', async () => {
    planes = new HttpPlanes(served.wrongSecret)
    expect(await publish()).toMatchObject({ ok: false, errorClass: 'policy_violation' })
  })

  test('of two publications at once the fault of one does not strike the other', async () => {
    served.plane.inject({ kind: 'status', status: 503, correlationId: order.requestId })
    const other = { ...order, requestId: '5eed0000-0000-4000-8000-00000000000b', flowId: order.requestId }
    const [struck, spared] = await Promise.all([publish(), publish(other)])
    expect(struck).toMatchObject({ ok: false, errorClass: 'transient' })
    expect(spared).toMatchObject({ ok: true })
  })

  test('a token that ran out is renewed', async () => {
    served.plane.inject({ kind: 'expired-token', times: 1, ...served.create })
    expect(await publish()).toMatchObject({ ok: true })
  })

  test('a publication is in progress until the devices have it', async () => {
    const id = await published()
    expect(await read(id)).toMatchObject({ status: 'in_progress' })
    served.finish()
    expect(await read(id)).toMatchObject({ status: 'installed' })
  })

  test('a publication that fails on devices says so, and a repair tries them again', async () => {
    served.failEverywhere()
    const id = await published()
    served.finish()
    expect(await read(id)).toMatchObject({ status: 'failed' })
    served.workEverywhere()
    expect(await planes.repair(served.type, id, order)).toMatchObject({ ok: true, objectId: id })
    served.finish()
    expect(await read(id)).toMatchObject({ status: 'installed' })
    expect(served.objects().length).toBe(1)
  })

  test('each drift is read and repaired', async () => {
    for (const drift of Object.values(served.drifts)) {
      const id = idOf(await publish(again))
      served.finish()
      await read(id)
      drift(id)
      expect(await read(id), String(drift)).toMatchObject({ status: 'drifted' })
      const repaired = idOf(await planes.repair(served.type, id, order))
      served.finish()
      expect(await read(repaired)).toMatchObject({ status: 'installed' })
    }
  })

  test('tests let one object be installed, fail, be changed and be removed, and leave the others', async () => {
    const other = { ...again, flowId: '5eed0000-0000-4000-8000-0000000000d2' }
    const [one, two] = [idOf(await publish(again)), idOf(await publish(other))]
    const status = async (id: string, sent: PublishOrder) => {
      const reading = await planes.read(served.type, id, sent)
      return 'status' in reading ? reading.status : reading.message
    }
    const { plane } = served
    const target = expect.stringMatching(/canary/i)
    expect(plane.act('published', { name: order.appName })).toEqual({
      objects: [
        { id: one, name: expect.stringContaining('1.0'), targets: [target] },
        { id: two, name: expect.stringContaining('1.0'), targets: [target] },
      ],
    })
    expect(plane.act('published', { name: 'nobody' })).toEqual({ objects: [] })
    plane.act('finish', { object: one })
    expect([await status(one, again), await status(two, other)]).toEqual(['installed', 'in_progress'])
    plane.act('finish-failing', { object: two })
    expect([await status(one, again), await status(two, other)]).toEqual(['installed', 'failed'])
    plane.act('retarget', { object: one })
    expect([await status(one, again), await status(two, other)]).toEqual(['drifted', 'failed'])
    plane.act('remove', { object: two })
    expect([await status(one, again), await status(two, other)]).toEqual(['drifted', 'drifted'])
    expect(() => plane.act('finish', { object: two })).toThrow('There is no published object')
    expect(() => plane.act('finish', {})).toThrow('object is missing; give a text.')
  })

  test('reading writes nothing', async () => {
    const id = await published()
    const before = written().length
    await read(id)
    expect(written().length).toBe(before)
  })

  test('what cannot be read is told with its class', async () => {
    const id = await published()
    served.plane.inject({ kind: 'status', status: 503 })
    expect(await read(id)).toMatchObject({ ok: false, errorClass: 'transient' })
  })

  test('a plane that is not configured is as in the recording', async () => {
    planes = new HttpPlanes({})
    const { type } = served
    expect(await planes.health(type, 'r')).toMatchObject({ healthy: false })
    expect(await publish()).toMatchObject({ ok: false, errorClass: 'permanent' })
    expect(await read('x')).toMatchObject({ ok: false, errorClass: 'permanent' })
    expect(await planes.repair(type, 'x', order)).toMatchObject({ ok: false, errorClass: 'permanent' })
  })
})

function idOf(outcome: PublishOutcome): string {
  if (outcome.ok) return outcome.objectId
  throw new Error(outcome.message)
}
