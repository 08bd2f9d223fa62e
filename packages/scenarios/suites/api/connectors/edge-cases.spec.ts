// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { standingOn } from '../../../src/standing.ts'
import { trailOf } from '../../../src/trail.ts'

const inClass = { app: 'connectors', class: 'EdgeCases' } as const

test(
  'a plane that there is not is refused by name, whatever is asked of it',
  about({ ...inClass, rule: 'input-is-validated' }),
  async ({ as, given, needs }) => {
    await needs('connectors.status')
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const { correlation_id } = deployment
    const remedy = { deployment_intent_id: correlation_id, action: 'redeploy' } as const

    for (const connector_type of ['entra', 'INTUNE']) {
      const params = { connector_type }
      const refused = [
        await publisher.call('connectors.health', { params }),
        await publisher.call('connectors.deploy', { params, body: given.publication(deployment) }),
        await publisher.call('connectors.status', { params: { ...params, correlation_id } }),
        await publisher.call('connectors.remediate', { params, body: remedy }),
      ]
      for (const answer of refused) {
        expect(answer).toHaveStatus(400)
        expect(answer.body).toEqual({ error: `Invalid connector type: ${connector_type}` })
      }
    }
    expect((await standingOn(publisher, 'intune', correlation_id)).status).toBe('not_published')
    const types = (await trailOf(publisher, correlation_id)).map(({ event_type }) => event_type)
    expect(types).toEqual(['DEPLOYMENT_CREATED', 'RISK_ASSESSED'])
  },
)

test(
  'an unknown deployment is told as such and published nowhere',
  about({ ...inClass, rule: 'unknown-is-told' }),
  async ({ as, faker, given, planes }) => {
    const publisher = await as('publisher')
    const sent = given.lowRisk()
    const correlation_id = faker.string.uuid()
    const params = { connector_type: 'ansible' } as const
    const body = given.publication({ correlation_id, sent })
    const remedy = { deployment_intent_id: correlation_id, action: 'redeploy' } as const
    const unknown = { error: 'Deployment not found' }

    expect(answered(await publisher.call('connectors.deploy', { params, body }), 404)).toEqual(unknown)
    const status = await publisher.call('connectors.status', { params: { ...params, correlation_id } })
    expect(answered(status, 404)).toEqual(unknown)
    const remedied = await publisher.call('connectors.remediate', { params, body: remedy })
    expect(answered(remedied, 404)).toEqual(unknown)

    expect(await planes.on('ansible').published(sent.app_name)).toEqual([])
    expect(await trailOf(publisher, correlation_id)).toEqual([])
  },
)

test(
  'a deployment that waits for the CAB is not published',
  about({ ...inClass, rule: 'publishing-needs-approval' }),
  async ({ as, given, planes }) => {
    const submitter = await as('submitter')
    const deployment = await given.deployment(submitter, given.highRisk())
    const params = { connector_type: 'landscape' } as const
    const body = given.publication(deployment)

    const refused = await (await as('publisher')).call('connectors.deploy', { params, body })

    expect(answered(refused, 400)).toEqual({
      error: 'Deployment cannot be published. Current status: AWAITING_CAB',
    })
    expect(await planes.on('landscape').published(deployment.sent.app_name)).toEqual([])
    expect(await given.deploymentStatus(submitter, deployment.correlation_id)).toBe('AWAITING_CAB')
  },
)

test(
  'ring, app and version that were not approved are refused by name',
  about({ ...inClass, rule: 'publishing-needs-approval' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const params = { connector_type: 'intune' } as const
    const { sent } = deployment
    const others = {
      target_ring: 'GLOBAL',
      app_name: `${sent.app_name}-other`,
      version: `${sent.version}-other`,
    } as const

    for (const field of ['target_ring', 'app_name', 'version'] as const) {
      const body = { ...given.publication(deployment), [field]: others[field] }
      expect(await publisher.send('connectors.deploy', { params, body })).toNameField(field)
    }

    expect(await planes.on('intune').published(sent.app_name)).toEqual([])
  },
)

test(
  'what is missing or no text is refused by name, and so is a remedy that there is not',
  about({ ...inClass, rule: 'input-is-validated' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const params = { connector_type: 'jamf' } as const
    const body = given.publication(deployment)
    const remedy = { deployment_intent_id: deployment.correlation_id, action: 'redeploy' }
    const deploy = (sent: object) => publisher.send('connectors.deploy', { params, body: sent })
    const remediate = (sent: object) => publisher.send('connectors.remediate', { params, body: sent })

    for (const field of Object.keys(body)) {
      expect(answered(await deploy({ ...body, [field]: '' }), 400)).toEqual({
        error: `Missing required fields: ${field}`,
      })
    }
    expect(await deploy({ ...body, artifact_path: ['x'] })).toNameField('artifact_path')
    for (const field of Object.keys(remedy)) {
      expect(answered(await remediate({ ...remedy, [field]: '' }), 400)).toEqual({
        error: `Missing required fields: ${field}`,
      })
    }
    expect(await remediate({ ...remedy, action: 'rollback' })).toNameField('action')
    expect(await remediate({ ...remedy, deployment_intent_id: 7 })).toNameField('deployment_intent_id')

    expect(await planes.on('jamf').published(deployment.sent.app_name)).toEqual([])
  },
)

test(
  'what a plane refuses is told with the class that says whether to try again',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, faker, given, planes }) => {
    const submitter = await as('submitter')
    const publisher = await as('publisher')
    const deployment = await given.deployment(submitter)
    const plane = planes.on('ansible')
    const faults = [
      [{ kind: 'status', status: 429 }, 'transient'],
      [{ kind: 'status', status: 500 }, 'transient'],
      [{ kind: 'html', status: 502 }, 'transient'],
      [{ kind: 'status', status: 504 }, 'transient'],
      [{ kind: 'reset' }, 'transient'],
      [{ kind: 'malformed-json' }, 'transient'],
      [{ kind: 'status', status: 401 }, 'policy_violation'],
      [{ kind: 'status', status: 403 }, 'policy_violation'],
      [{ kind: 'status', status: 400 }, 'permanent'],
      [{ kind: 'status', status: 404 }, 'permanent'],
      [{ kind: 'status', status: 409 }, 'permanent'],
    ] as const

    for (const [fault, error_class] of faults) {
      const requestId = faker.string.uuid()
      await plane.inject(requestId, fault)
      const answer = await publisher.call(
        'connectors.deploy',
        { params: { connector_type: 'ansible' }, body: given.publication(deployment) },
        { requestId },
      )
      expect(answered(answer, 503).details, JSON.stringify(fault)).toMatchObject({ error_class })
    }

    expect(await plane.published(deployment.sent.app_name)).toEqual([])
    expect(await given.deploymentStatus(submitter, deployment.correlation_id)).toBe('FAILED')
  },
)
