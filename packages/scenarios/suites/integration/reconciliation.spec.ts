// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { about, answered, expect, planeNames, test } from '../../src/fixtures.ts'
import { standingOn } from '../../src/standing.ts'
import { trailOf } from '../../src/trail.ts'

const inClass = { app: 'integration', class: 'Reconciliation' } as const

async function driftsOf(reader: Actor, correlation_id: string) {
  const query = { correlation_id, event_type: 'DRIFT_DETECTED' } as const
  const { events } = answered(await reader.call('events.list', { query }), 200)
  return events.map(({ actor, correlation_id: flow, event_data }) => ({ actor, flow, event_data }))
}

test(
  'drift on a plane is told once under its flow by the reconciliation loop, and again once it is repaired and new',
  about({ ...inClass, rule: 'drift-becomes-an-event' }),
  async ({ as, given, planes, reconcile }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const { correlation_id, sent } = deployment
    const { connector_object_id } = await given.published(publisher, 'jamf', deployment)
    const drift = {
      actor: 'system:reconciliation_loop',
      flow: correlation_id,
      event_data: { connector_type: 'jamf', connector_object_id, app_name: sent.app_name },
    }

    await planes.on('jamf').let('retarget', connector_object_id)
    expect((await standingOn(publisher, 'jamf', correlation_id)).status).toBe('drifted')
    await reconcile(correlation_id)
    await reconcile(correlation_id)
    const drifts = await driftsOf(submitter, correlation_id)
    expect(drifts).toMatchObject([drift])
    // The event names the request that read the plane, which the plane saw.
    const [told] = await trailOf(submitter, correlation_id, 'DRIFT_DETECTED')
    const readings = await planes.on('jamf').callsOf([String(told?.request_id)])
    expect(new Set(readings.map(({ method }) => method))).toEqual(new Set(['GET']))

    const remedy = { deployment_intent_id: correlation_id, action: 'redeploy' } as const
    const params = { connector_type: 'jamf' } as const
    answered(await publisher.call('connectors.remediate', { params, body: remedy }), 200)
    await reconcile(correlation_id)
    expect(await driftsOf(submitter, correlation_id)).toHaveLength(1)
    await planes.on('jamf').let('remove', connector_object_id)
    await reconcile(correlation_id)
    expect(await driftsOf(submitter, correlation_id)).toHaveLength(2)
  },
)

test(
  'what is on its way or installed is no drift, on any plane',
  about({ ...inClass, rule: 'drift-becomes-an-event' }),
  async ({ as, given, planes, reconcile }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const { correlation_id } = deployment

    for (const plane of planeNames) {
      const { connector_object_id } = await given.published(publisher, plane, deployment)
      const onItsWay = await reconcile(correlation_id)
      await planes.on(plane).let('finish', connector_object_id)
      const installed = await reconcile(correlation_id)

      const found = (list: typeof installed) => list.filter(({ connector_type }) => connector_type === plane)
      expect(found(onItsWay).map(({ status }) => status)).toEqual(['in_progress'])
      expect(found(installed).map(({ status }) => status)).toEqual(['installed'])
      expect((await standingOn(publisher, plane, correlation_id)).status).toBe('installed')
    }

    expect(await driftsOf(submitter, correlation_id)).toEqual([])
  },
)
