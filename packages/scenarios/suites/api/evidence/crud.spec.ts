// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { sha256 } from '../../../src/given/evidence.ts'
import { microsecondsOf } from '../../../src/instant.ts'

const inClass = { app: 'evidence', class: 'CRUD' } as const

test(
  'an upload answers the hash of its artifact and where it lies, and the pack reads back what was sent',
  about({ ...inClass, rule: 'packs-are-read-as-uploaded' }),
  async ({ as, given }) => {
    const [uploader, colleague] = [await as('submitter'), await as('user')]
    const sbom = { packages: [{ name: 'lib-ä', version: '1.0' }], note: ['unread', { deeply: null }] }
    const scan = { critical: 0, high: 2, medium: 0, low: 7 }
    const body = given.upload({
      sbom_data: JSON.stringify(sbom),
      vulnerability_scan_results: JSON.stringify(scan),
    })
    const { app_name, version, artifact } = body

    const uploaded = answered(await uploader.call('evidence.upload', { body }), 201)
    const params = { correlation_id: uploaded.correlation_id }
    const read = answered(await colleague.call('evidence.get', { params }), 200)

    expect(uploaded).toMatchObject({ artifact_hash: sha256(artifact.bytes), is_validated: true })
    expect(uploaded.artifact_path.split('/').slice(1)).toEqual([
      'artifacts',
      app_name,
      version,
      artifact.filename,
    ])
    expect(read).toEqual({
      correlation_id: uploaded.correlation_id,
      app_name,
      version,
      artifact_hash: sha256(artifact.bytes),
      sbom_data: sbom,
      vulnerability_scan_results: scan,
      is_validated: true,
    })
  },
)

test(
  'an incident is read back as it was reported, by whom, and unresolved',
  about({ ...inClass, rule: 'incidents-are-stored-as-reported' }),
  async ({ as, given }) => {
    const [reporter, colleague] = [await as('submitter'), await as('user')]
    const report = given.incidentReport({
      severity: 'P2',
      incident_date: '2025-03-04T05:06:07Z',
      detection_method: 'SECURITY_SCAN',
      was_auto_approved: true,
      risk_score_at_approval: '49.50',
      blast_radius_class: 'BUSINESS_CRITICAL',
      cab_approval_id: 'CAB-0123456789AB',
      affected_user_count: 120,
      downtime_minutes: 45,
      business_impact_usd: '1500.00',
    })

    const created = answered(await reporter.call('evidence.incidents.create', { body: report }), 201)
    const read = answered(
      await colleague.call('evidence.incidents.get', { params: { incident_id: created.id } }),
      200,
    )

    expect(created).toEqual({
      ...report,
      id: created.id,
      is_resolved: false,
      was_high_severity: true,
      root_cause: '',
      resolved_at: null,
      resolution_method: '',
      resolution_notes: '',
      time_to_resolution_minutes: null,
      was_preventable: null,
      preventability_notes: '',
      control_improvements: {},
      created_at: created.created_at,
      created_by: reporter.username,
      updated_at: created.updated_at,
    })
    expect(read).toEqual(created)
  },
)

test(
  'what was found out about an incident is kept beside what was reported',
  about({ ...inClass, rule: 'incidents-are-stored-as-reported' }),
  async ({ as, given }) => {
    const [reporter, colleague] = [await as('submitter'), await as('user')]
    const reported = await given.incident(reporter, {
      severity: 'P4',
      cab_approval_id: 'CAB-0123456789AB',
      business_impact_usd: '20.50',
    })
    const params = { incident_id: reported.id }
    const findings = {
      root_cause: 'A driver was missing.',
      resolution_method: 'HOTFIX',
      resolution_notes: 'Added the driver.',
      was_preventable: true,
      preventability_notes: 'The lab has no such device.',
      control_improvements: { lab: ['add the device'] },
    } as const

    const updated = answered(
      await colleague.call('evidence.incidents.update', { params, body: findings }),
      200,
    )
    const read = answered(await reporter.call('evidence.incidents.get', { params }), 200)

    expect([reported.cab_approval_id, reported.business_impact_usd]).toEqual(['CAB-0123456789AB', '20.50'])
    expect(updated).toEqual({ ...reported, ...findings, updated_at: updated.updated_at })
    expect(microsecondsOf(updated.updated_at)).toBeGreaterThan(microsecondsOf(reported.updated_at))
    expect(read).toEqual(updated)
  },
)

test(
  'a resolved incident tells its minutes from the incident to the first resolution',
  about({ ...inClass, rule: 'incidents-count-their-minutes' }),
  async ({ as, given }) => {
    const reporter = await as('submitter')
    const incident = await given.incident(reporter, { incident_date: '2025-03-04T05:00:00Z' })
    const params = { incident_id: incident.id }
    const resolve = async (resolved_at: string) =>
      answered(await reporter.call('evidence.incidents.update', { params, body: { resolved_at } }), 200)

    const first = await resolve('2025-03-04T07:05:30Z')
    const second = await resolve('2025-03-04T09:00:00Z')

    expect(first).toMatchObject({
      is_resolved: true,
      resolved_at: '2025-03-04T07:05:30Z',
      time_to_resolution_minutes: 125,
    })
    expect(second).toMatchObject({ resolved_at: '2025-03-04T09:00:00Z', time_to_resolution_minutes: 125 })
    const never = { params, body: { resolved_at: 'yesterday' } }
    expect(await reporter.send('evidence.incidents.update', never)).toNameField('resolved_at')
  },
)

test(
  'the activated version is the active one, sets the level in force, and is told under the id of the request',
  about({ ...inClass, rule: 'activated-versions-take-the-place-of-the-active-one', alone: true }),
  async ({ as, given, standIn }) => {
    const member = await as('cab_member')
    await standIn.seed([given.riskModelVersion('7.1', 'somebody'), given.riskModelVersion('6.4', 'somebody')])
    const body = { cab_approved: true, cab_approval_notes: 'Meeting of Tuesday' } as const

    const activation = await member.call('evidence.riskModels.activate', { params: { version: '7.1' }, body })

    const { version } = answered(activation, 200)
    expect(version).toMatchObject({
      version: '7.1',
      mode: 'CAUTIOUS',
      is_active: true,
      approved_by_cab: true,
      cab_approval_notes: 'Meeting of Tuesday',
    })
    expect(version.cab_approval_date).not.toBeNull()
    const models = answered(await member.call('evidence.riskModels.list', {}), 200)
    expect([models.count, models.active_version]).toEqual([3, '7.1'])
    expect(models.results.map((each) => [each.version, each.is_active])).toEqual([
      ['7.1', true],
      ['6.4', false],
      ['1.1', false],
    ])
    expect(models.results[0]).toEqual(version)
    expect(answered(await member.call('evidence.riskModels.active', {}), 200)).toEqual(version)
    const status = answered(await member.call('evidence.maturity.status', {}), 200)
    expect(status).toMatchObject({
      current_level: 'LEVEL_1_CAUTIOUS',
      risk_model_version: '7.1',
      risk_model_mode: 'CAUTIOUS',
      auto_approve_thresholds: { NON_CRITICAL: 30, PRODUCTIVITY_TOOLS: 20 },
      latest_evaluation: null,
    })
    const correlation_id = activation.requestId
    const { events } = answered(await member.call('events.list', { query: { correlation_id } }), 200)
    expect(events).toMatchObject([
      { event_type: 'RISK_MODEL_UPDATED', actor: member.username, event_data: { version: '7.1' } },
    ])
  },
)
