// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { standingOn } from '../../../src/standing.ts'
import { causedBy, trailOf } from '../../../src/trail.ts'

const inClass = { app: 'connectors', class: 'CRUD' } as const

test(
  'a publication makes one object on the named plane, for the ring of the deployment, and answers its id',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, given, planes }) => {
    const deployment = await given.deployment(await as('submitter'))
    const params = { connector_type: 'intune' } as const

    const answer = answered(
      await (
        await as('publisher')
      ).call('connectors.deploy', {
        params,
        body: given.publication(deployment),
      }),
      200,
    )

    const objects = await planes.on('intune').published(deployment.sent.app_name)
    expect(objects).toEqual([
      {
        id: answer.connector_object_id,
        name: `${deployment.sent.app_name} ${deployment.sent.version}`,
        targets: ['EUCORA-Ring-LAB'],
      },
    ])
    expect(answer).toMatchObject({
      connector_type: 'intune',
      status: 'success',
      message: 'Deployment initiated via INTUNE',
    })
    expect(await planes.on('jamf').published(deployment.sent.app_name)).toEqual([])
  },
)

test(
  'a publication completes its deployment and leaves DEPLOYMENT_STARTED and _COMPLETED by the publisher',
  about({ ...inClass, rule: 'workflows-append-their-events' }),
  async ({ as, given, planes }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const { correlation_id, sent } = deployment
    expect(planes.areThere).toBe(true)

    const published = await publisher.call('connectors.deploy', {
      params: { connector_type: 'ansible' },
      body: given.publication(deployment),
    })
    answered(published, 200)

    expect(await given.deploymentStatus(submitter, correlation_id)).toBe('COMPLETED')
    const trail = await trailOf(submitter, correlation_id)
    expect(trail.slice(2)).toEqual(
      causedBy(publisher, published, 'DEPLOYMENT_STARTED', 'DEPLOYMENT_COMPLETED'),
    )
    const { events } = answered(
      await submitter.call('events.list', { query: { correlation_id, event_type: 'DEPLOYMENT_COMPLETED' } }),
      200,
    )
    expect(events.map(({ event_data }) => event_data)).toMatchObject([
      { app_name: sent.app_name, version: sent.version, target_ring: 'LAB', connector_type: 'ansible' },
    ])
  },
)

test(
  'a deployment is published on a second plane beside the first, each with its own object',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    await given.published(publisher, 'jamf', deployment)

    const second = answered(
      await publisher.call('connectors.deploy', {
        params: { connector_type: 'landscape' },
        body: given.publication(deployment),
      }),
      200,
    )

    const onLandscape = await planes.on('landscape').published(deployment.sent.app_name)
    expect(onLandscape.map(({ id, targets }) => ({ id, targets }))).toEqual([
      { id: second.connector_object_id, targets: ['ring-lab'] },
    ])
    expect(await planes.on('jamf').published(deployment.sent.app_name)).toHaveLength(1)
  },
)

test(
  'a plane that fails is told with its class and fails the deployment, and a later try completes it',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, faker, given, planes }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const requestId = faker.string.uuid()
    const publication = {
      params: { connector_type: 'landscape' },
      body: given.publication(deployment),
    } as const
    await planes.on('landscape').inject(requestId, { kind: 'status', status: 503 })

    const failed = await publisher.call('connectors.deploy', publication, { requestId })

    expect(answered(failed, 503)).toMatchObject({
      connector_type: 'landscape',
      status: 'failed',
      connector_object_id: null,
      details: { error_class: 'transient', status_code: 503 },
    })
    expect(await given.deploymentStatus(submitter, deployment.correlation_id)).toBe('FAILED')
    expect(await planes.on('landscape').published(deployment.sent.app_name)).toEqual([])

    const second = await publisher.call('connectors.deploy', publication)
    answered(second, 200)
    expect(await given.deploymentStatus(submitter, deployment.correlation_id)).toBe('COMPLETED')
    expect((await trailOf(submitter, deployment.correlation_id)).slice(2)).toEqual([
      ...causedBy(publisher, failed, 'DEPLOYMENT_STARTED', 'DEPLOYMENT_FAILED'),
      ...causedBy(publisher, second, 'DEPLOYMENT_STARTED', 'DEPLOYMENT_COMPLETED'),
    ])
  },
)

test(
  'a remedy gives a published object back its target, and leaves REMEDIATION_TRIGGERED',
  about({ ...inClass, rule: 'what-drifted-is-repaired' }),
  async ({ as, given, planes }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const { connector_object_id } = await given.published(publisher, 'jamf', deployment)
    const plane = planes.on('jamf')
    const before = await plane.published(deployment.sent.app_name)
    await plane.let('retarget', connector_object_id)

    const remedied = await publisher.call('connectors.remediate', {
      params: { connector_type: 'jamf' },
      body: { deployment_intent_id: deployment.correlation_id, action: 'redeploy' },
    })

    expect(answered(remedied, 200)).toMatchObject({
      connector_type: 'jamf',
      status: 'success',
      message: 'Deployment initiated via JAMF',
      connector_object_id,
    })
    expect(await plane.published(deployment.sent.app_name)).toEqual(before)
    expect((await trailOf(submitter, deployment.correlation_id)).slice(4)).toEqual(
      causedBy(publisher, remedied, 'REMEDIATION_TRIGGERED'),
    )
  },
)

test(
  'a remedy of what did not drift answers the object and writes nothing',
  about({ ...inClass, rule: 'what-drifted-is-repaired' }),
  async ({ as, given, planes }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const published = await given.published(publisher, 'landscape', deployment)
    const plane = planes.on('landscape')
    await plane.let('finish', published.connector_object_id)

    const remedied = await publisher.call('connectors.remediate', {
      params: { connector_type: 'landscape' },
      body: { deployment_intent_id: deployment.correlation_id, action: 'redeploy' },
    })

    expect(answered(remedied, 200)).toEqual(published)
    const calls = await plane.callsOf([remedied.requestId])
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([])
    expect((await trailOf(submitter, deployment.correlation_id)).slice(4)).toEqual([])
    expect((await standingOn(publisher, 'landscape', deployment.correlation_id)).status).toBe('installed')
  },
)
