// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../src/fixtures.ts'

const inClass = { app: 'integration', class: 'DeploymentFlow' } as const

test(
  'the events of an approved deployment stand in order under its flow id and name who caused them',
  about({ ...inClass, rule: 'create-appends-its-events' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const answer = await submitter.call('deployments.create', { body: given.lowRisk() })
    const { correlation_id } = answered(answer, 201)

    const { events } = answered(await submitter.call('events.list', { query: { correlation_id } }), 200)

    const caused = {
      actor: submitter.username,
      correlation_id,
      event_data: { request_id: answer.requestId },
    }
    expect(events.toReversed()).toMatchObject([
      { event_type: 'DEPLOYMENT_CREATED', ...caused },
      { event_type: 'RISK_ASSESSED', ...caused },
    ])
  },
)

test(
  'a deployment above the threshold is prepared for the CAB and its events end with CAB_SUBMITTED',
  about({ ...inClass, rule: 'high-risk-waits-for-cab' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const reviewer = await as('cab_member')
    const created = await given.deployment(submitter, given.highRisk())

    const { approvals } = answered(await reviewer.call('cab.legacy.pending', {}), 200)
    const { events } = answered(
      await reviewer.call('events.list', { query: { correlation_id: created.correlation_id } }),
      200,
    )

    const prepared = approvals
      .filter(({ correlation_id }) => correlation_id === created.correlation_id)
      .map(({ decision, approver, risk_score }) => ({ decision, approver, risk_score }))
    expect(prepared).toEqual([{ decision: 'PENDING', approver: null, risk_score: created.risk_score }])
    expect(events.toReversed().map(({ event_type }) => event_type)).toEqual([
      'DEPLOYMENT_CREATED',
      'RISK_ASSESSED',
      'CAB_SUBMITTED',
    ])
  },
)

test(
  'the policy scores the same evidence the same and its evaluation agrees with the deployment',
  about({ ...inClass, rule: 'score-follows-the-model' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const request = given.highRisk({ target_ring: 'DEPARTMENT' })
    const evidence_pack = { ...request.evidence_pack, target_ring: 'department' }

    const assessed = answered(await submitter.call('policy.assess', { body: { evidence_pack } }), 200)
    const created = await given.deployment(submitter, request)
    const evaluated = answered(
      await submitter.call('policy.evaluate', { body: { risk_score: created.risk_score } }),
      200,
    )

    expect(assessed.factor_scores).toEqual({
      'Privilege Elevation': 1,
      'Blast Radius': 0.7,
      'Rollback Complexity': 1,
      'Vulnerability Severity': 1,
      'Compliance Impact': 1,
      'Deployment Frequency': 1,
      'Evidence Completeness': 0.75,
      'Historical Success Rate': 0.5,
    })
    expect(assessed).toMatchObject({ risk_score: 89, requires_cab_approval: true })
    expect(created).toMatchObject({ risk_score: 89, requires_cab_approval: true })
    expect(evaluated).toMatchObject({ approved: false, risk_score: 89 })
  },
)

test(
  'a deployment names the evidence pack that was uploaded for it',
  about({ ...inClass, rule: 'evidence-is-linked' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const request = given.lowRisk()
    const artifact = given.artifact()

    const uploaded = answered(
      await submitter.call('evidence.upload', {
        body: {
          app_name: request.app_name,
          version: request.version,
          artifact: { filename: artifact.filename, bytes: artifact.bytes },
          sbom_data: JSON.stringify({ packages: [{ name: 'lib-a', version: '1.0' }] }),
          vulnerability_scan_results: JSON.stringify({ critical: 0, high: 0 }),
          rollback_plan: 'Uninstall, then install the version that was there before this one.',
        },
      }),
      201,
    )
    const created = await given.deployment(submitter, {
      ...request,
      evidence_pack_id: uploaded.correlation_id,
    })

    const deployment = answered(
      await submitter.call('core.deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )
    const pack = answered(
      await submitter.call('evidence.get', { params: { correlation_id: uploaded.correlation_id } }),
      200,
    )
    expect(deployment.evidence_pack_id).toBe(uploaded.correlation_id)
    expect(pack).toMatchObject({
      app_name: request.app_name,
      version: request.version,
      artifact_hash: artifact.sha256,
      is_validated: true,
    })
  },
)

test(
  'the events of two flows at once never mix',
  about({ ...inClass, rule: 'flows-do-not-mix' }),
  async ({ as, given }) => {
    const one = await as('submitter')
    const other = await as('submitter')

    const [first, second] = await Promise.all([
      given.deployment(one, given.highRisk()),
      given.deployment(other, given.lowRisk()),
    ])

    const ofFirst = answered(
      await one.call('events.list', { query: { correlation_id: first.correlation_id } }),
      200,
    )
    const ofSecond = answered(
      await one.call('events.list', { query: { correlation_id: second.correlation_id } }),
      200,
    )
    const caused = (by: typeof one, { correlation_id, sent }: typeof first) => ({
      actor: by.username,
      correlation_id,
      event_data: { app_name: sent.app_name },
    })
    expect(ofFirst.events).toMatchObject([
      { event_type: 'CAB_SUBMITTED', actor: one.username, correlation_id: first.correlation_id },
      { event_type: 'RISK_ASSESSED', actor: one.username, correlation_id: first.correlation_id },
      { event_type: 'DEPLOYMENT_CREATED', ...caused(one, first) },
    ])
    expect(ofSecond.events).toMatchObject([
      { event_type: 'RISK_ASSESSED', actor: other.username, correlation_id: second.correlation_id },
      { event_type: 'DEPLOYMENT_CREATED', ...caused(other, second) },
    ])
  },
)
