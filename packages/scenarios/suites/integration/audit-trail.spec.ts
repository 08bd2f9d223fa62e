// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../src/fixtures.ts'
import { causedBy, trailOf } from '../../src/trail.ts'

const inClass = { app: 'integration', class: 'AuditTrail' } as const

const dayMs = 24 * 60 * 60 * 1000

const system = { username: 'system' }

/** A calibrated version of the risk model that waits to be activated. */
const riskModelVersion = {
  model: 'evidence_store.riskmodelversion',
  pk: 9001,
  fields: {
    version: '9.1',
    mode: 'CAUTIOUS',
    effective_date: '2025-08-01T08:00:00Z',
    review_date: '2025-09-01T08:00:00Z',
    is_active: false,
    approved_by_cab: false,
    cab_approval_date: null,
    cab_approval_notes: '',
    auto_approve_thresholds: { NON_CRITICAL: 30 },
    risk_factor_weights: { change_scope: 0.4, test_coverage: 0.6 },
    calibration_data: { note: 'from incidents' },
    calibration_notes: '',
    created_at: '2025-08-01T08:00:00Z',
    created_by: 'calibrator',
  },
}

test(
  'the trail of a deployment names who submitted, who approved and who published it, each with the request',
  about({ ...inClass, rule: 'events-name-actor-and-request' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const publisher = await as('publisher')
    const body = given.highRisk()
    const created = await submitter.call('deployments.create', { body })
    const { correlation_id } = answered(created, 201)

    const approved = await member.call('cab.legacy.approve', { params: { correlation_id }, body: {} })
    answered(approved, 200)
    const { app_name, version, target_ring } = body
    const published = await publisher.call('connectors.deploy', {
      params: { connector_type: 'intune' },
      body: {
        deployment_intent_id: correlation_id,
        artifact_path: `artifacts/${version}.msi`,
        app_name,
        version,
        target_ring,
      },
    })
    answered(published, 200)

    expect(await trailOf(submitter, correlation_id)).toEqual([
      ...causedBy(submitter, created, 'DEPLOYMENT_CREATED', 'RISK_ASSESSED', 'CAB_SUBMITTED'),
      ...causedBy(member, approved, 'CAB_APPROVED'),
      ...causedBy(publisher, published, 'DEPLOYMENT_STARTED', 'DEPLOYMENT_COMPLETED'),
    ])
  },
)

test(
  'the trail of a CAB request names who submitted and who rejected it, and the system where it approved',
  about({ ...inClass, rule: 'auto-approvals-are-by-the-system' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const [medium, low] = [await given.evidencePackage('medium'), await given.evidencePackage('low')]

    const submitted = await submitter.call('cab.submit', { body: given.submission(medium) })
    const { id } = answered(submitted, 201)
    const rejected = await member.call('cab.reject', { params: { id }, body: given.decision() })
    answered(rejected, 200)
    const passed = await submitter.call('cab.submit', { body: given.submission(low) })
    answered(passed, 201)

    expect(await trailOf(member, medium.flowId)).toEqual([
      ...causedBy(submitter, submitted, 'CAB_SUBMITTED'),
      ...causedBy(member, rejected, 'CAB_REJECTED'),
    ])
    expect(await trailOf(member, low.flowId)).toEqual([
      ...causedBy(submitter, passed, 'CAB_SUBMITTED'),
      ...causedBy(system, passed, 'CAB_APPROVED'),
    ])
  },
)

test(
  'the trail of a deployment names who approved and who denied its exceptions',
  about({ ...inClass, rule: 'exceptions-stand-in-the-trail' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const approver = await as('security_reviewer')
    const denier = await as('security_reviewer')
    const created = await submitter.call('deployments.create', { body: given.highRisk() })
    const { correlation_id } = answered(created, 201)
    const first = await given.cabException(submitter, correlation_id)
    const second = await given.cabException(submitter, correlation_id)

    const denied = await denier.call('cab.exceptions.reject', {
      params: { id: first.id },
      body: given.decision(),
    })
    answered(denied, 200)
    const approved = await approver.call('cab.exceptions.approve', {
      params: { id: second.id },
      body: given.decision(),
    })
    answered(approved, 200)

    expect(await trailOf(submitter, correlation_id)).toEqual([
      ...causedBy(submitter, created, 'DEPLOYMENT_CREATED', 'RISK_ASSESSED', 'CAB_SUBMITTED'),
      ...causedBy(denier, denied, 'EXCEPTION_DENIED'),
      ...causedBy(approver, approved, 'EXCEPTION_APPROVED'),
    ])
  },
)

test(
  'the trail names who cleaned up an expired exception, and who met one on the way to approving it',
  about({ ...inClass, rule: 'exceptions-stand-in-the-trail', alone: true }),
  async ({ as, given, standIn }) => {
    const submitter = await as('submitter')
    const cleaned = await given.deployment(submitter)
    const met = await given.deployment(submitter)
    await given.cabException(submitter, cleaned.correlation_id, { expiry_days: 1 })
    const { id } = await given.cabException(submitter, met.correlation_id, { expiry_days: 1 })
    await standIn.advance(dayMs)
    // Sessions last a day, too.
    const [cleaner, reviewer] = [await as('staff'), await as('security_reviewer')]

    const tried = await reviewer.call('cab.exceptions.approve', { params: { id }, body: given.decision() })
    answered(tried, 400)
    const swept = await cleaner.call('cab.exceptions.cleanup', {})
    answered(swept, 200)

    const afterCreate = async (flowId: string) => (await trailOf(cleaner, flowId)).slice(2)
    expect(await afterCreate(met.correlation_id)).toEqual(causedBy(reviewer, tried, 'EXCEPTION_EXPIRED'))
    expect(await afterCreate(cleaned.correlation_id)).toEqual(causedBy(cleaner, swept, 'EXCEPTION_EXPIRED'))
  },
)

test(
  'the trail names who activated a risk model, under the id of that request, and not who was refused',
  about({ ...inClass, rule: 'activations-stand-in-the-trail', alone: true }),
  async ({ as, standIn }) => {
    const member = await as('cab_member')
    const submitter = await as('submitter')
    await standIn.seed([riskModelVersion])
    const { version } = riskModelVersion.fields
    const activation = { params: { version }, body: { cab_approved: true as const } }

    const refused = await submitter.call('evidence.riskModels.activate', activation)
    answered(refused, 403)
    const activated = await member.call('evidence.riskModels.activate', activation)
    answered(activated, 200)

    expect(await trailOf(member, activated.requestId)).toEqual(
      causedBy(member, activated, 'RISK_MODEL_UPDATED'),
    )
    expect(await trailOf(member, refused.requestId)).toEqual([])
  },
)

test(
  'what is refused or repeated adds nothing to the trail of a deployment, which reads the same again',
  about({ ...inClass, rule: 'only-workflows-append' }),
  async ({ as, given, faker }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const body = given.highRisk()
    const requestId = faker.string.uuid()
    const created = await submitter.call('deployments.create', { body }, { requestId })
    const { correlation_id } = answered(created, 201)
    const params = { correlation_id }

    answered(await submitter.call('deployments.create', { body }, { requestId }), 201)
    answered(await submitter.call('cab.legacy.approve', { params, body: {} }), 403)
    answered(await submitter.call('cab.legacy.reject', { params, body: {} }), 403)
    const approved = await member.call('cab.legacy.approve', { params, body: {} })
    answered(approved, 200)
    answered(await member.call('cab.legacy.reject', { params, body: {} }), 400)
    const other = await given.deployment(submitter, given.highRisk())
    const toOther = { params: { correlation_id: other.correlation_id }, body: {} }
    const rejected = await member.call('cab.legacy.reject', toOther)
    answered(rejected, 200)
    answered(await member.call('cab.legacy.approve', toOther), 400)

    const trail = [
      ...causedBy(submitter, created, 'DEPLOYMENT_CREATED', 'RISK_ASSESSED', 'CAB_SUBMITTED'),
      ...causedBy(member, approved, 'CAB_APPROVED'),
    ]
    expect(await trailOf(submitter, correlation_id)).toEqual(trail)
    expect(await trailOf(member, correlation_id)).toEqual(trail)
    expect((await trailOf(submitter, other.correlation_id)).slice(3)).toEqual(
      causedBy(member, rejected, 'CAB_REJECTED'),
    )
  },
)

test(
  'uploads, assessments, AI proposals and the decisions on them stand in no trail',
  about({ ...inClass, rule: 'only-workflows-append' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const { app_name, version, evidence_pack = {} } = given.lowRisk()
    const { filename, bytes } = given.artifact()

    const uploaded = await submitter.call('evidence.upload', {
      body: { app_name, version, artifact: { filename, bytes } },
    })
    const { correlation_id } = answered(uploaded, 201)
    const assessed = await submitter.call('policy.assess', { body: { evidence_pack } })
    answered(assessed, 200)
    const proposed = await submitter.call('ai.tasks.create', { body: given.proposal() })
    answered(proposed, 201)

    const staff = await as('staff')
    const params = { task_id: answered(proposed, 201).task.id }
    const approved = await staff.call('ai.tasks.approve', { params, body: {} })
    answered(approved, 200)
    const other = await given.aiTask(submitter)
    const rejected = await staff.call('ai.tasks.reject', { params: { task_id: other.id }, body: {} })
    answered(rejected, 200)

    for (const { requestId } of [uploaded, assessed, proposed, approved, rejected]) {
      expect(await trailOf(submitter, requestId)).toEqual([])
    }
    for (const id of [correlation_id, other.correlation_id]) {
      expect(await trailOf(submitter, id)).toEqual([])
    }
  },
)
