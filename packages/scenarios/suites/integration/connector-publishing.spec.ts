// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, planeNames, test } from '../../src/fixtures.ts'
import { standingOn } from '../../src/standing.ts'
import { causedBy, trailOf } from '../../src/trail.ts'

const inClass = { app: 'integration', class: 'ConnectorPublishing' } as const

/** What each plane calls the devices of the ring LAB. */
const lab = {
  intune: 'EUCORA-Ring-LAB',
  jamf: 'EUCORA-Ring-LAB',
  sccm: 'EUCORA-Ring-LAB',
  landscape: 'ring-lab',
  ansible: 'eucora_ring_lab',
} as const

for (const connector_type of planeNames) {
  test(
    `a deployment is published on ${connector_type}, installed, read as drifted and remedied, each step with its request`,
    about({ ...inClass, rule: 'what-drifted-is-repaired' }),
    async ({ as, given, planes }) => {
      const submitter = await as('submitter')
      const publisher = await as('publisher')
      const plane = planes.on(connector_type)
      const deployment = await given.deployment(submitter)
      const { correlation_id, sent } = deployment
      const params = { connector_type }

      const published = await publisher.call('connectors.deploy', {
        params,
        body: given.publication(deployment),
      })
      const { connector_object_id } = answered(published, 200)
      const object = {
        id: connector_object_id,
        name: expect.stringContaining(`${sent.app_name} ${sent.version}`),
        targets: [lab[connector_type]],
      }
      expect(await plane.published(sent.app_name)).toEqual([object])
      const calls = await plane.callsOf([published.requestId])
      expect(calls.map(({ method }) => method)).toContain('POST')
      const standing = () => standingOn(publisher, connector_type, correlation_id)
      expect(await standing()).toMatchObject({ connector_object_id, status: 'in_progress' })

      await plane.let('finish', object.id ?? '')
      expect((await standing()).status).toBe('installed')
      await plane.let('retarget', object.id ?? '')
      expect((await standing()).status).toBe('drifted')

      const remedied = await publisher.call('connectors.remediate', {
        params,
        body: { deployment_intent_id: correlation_id, action: 'redeploy' },
      })
      expect(answered(remedied, 200)).toEqual(published.body)
      expect(await plane.published(sent.app_name)).toEqual([object])
      await plane.let('finish', object.id ?? '')
      expect((await standing()).status).toBe('installed')
      expect((await trailOf(submitter, correlation_id)).slice(2)).toEqual([
        ...causedBy(publisher, published, 'DEPLOYMENT_STARTED', 'DEPLOYMENT_COMPLETED'),
        ...causedBy(publisher, remedied, 'REMEDIATION_TRIGGERED'),
      ])
    },
  )
}
