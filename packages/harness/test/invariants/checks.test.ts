// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import {
  appendOnly,
  completeAuditTrail,
  continuousIds,
  evidenceUnchanged,
  noOrphans,
  oneDecision,
} from '../../src/invariants/checks.ts'
import { verdictOn } from '../../src/invariants/invariant.ts'
import { recordedIn } from '../../src/invariants/recorded.ts'
import { seededPackage } from '../../src/seed/evidence-packages.ts'
import {
  create,
  event,
  exchange,
  flow,
  found,
  listed,
  otherFlow,
  otherRequest,
  request,
  trail,
} from './records.ts'

const seeded = seededPackage('medium', 0)
const requestId = '0b7c1b3e-5a43-4a51-9a4c-1f3f3f1c7b00'

describe('the audit trail', () => {
  it('is complete where every accepted workflow stands in it once', () => {
    expect(completeAuditTrail(recordedIn([create]), found({ events: trail }))).toEqual({
      name: 'the audit trail is complete',
      verdict: 'PASS',
      checked: 3,
      violations: [],
    })
  })

  it.each([
    ['missing', trail.slice(1), 'has no event CAB_SUBMITTED by ann'],
    ['doubled', [event(4, 'CAB_SUBMITTED'), ...trail], 'has 2 times the event CAB_SUBMITTED by ann'],
    [
      'of another actor',
      [event(3, 'CAB_SUBMITTED', { actor: 'bob' }), ...trail.slice(1)],
      'has no event CAB_SUBMITTED',
    ],
    [
      'of another request',
      [event(3, 'CAB_SUBMITTED', { event_data: { request_id: otherRequest } }), ...trail.slice(1)],
      'has no event CAB_SUBMITTED',
    ],
  ])('is not with an event that is %s', (_, events, message) => {
    const { verdict, violations } = completeAuditTrail(recordedIn([create]), found({ events }))
    expect([verdict, violations]).toEqual(['FAIL', [expect.stringContaining(`Flow ${flow} ${message}`)]])
  })

  it('takes the repeat of a request for the same one, and does not miss what a full list hides', () => {
    const full = Array.from({ length: 100 }, (_, index) => event(200 - index, 'ROLLBACK_COMPLETED'))
    expect(completeAuditTrail(recordedIn([create, create]), found({ events: trail })).checked).toBe(3)
    expect(completeAuditTrail(recordedIn([create]), found({ events: full })).verdict).toBe('PASS')
  })

  const at = (path: string) => ({ path: `/api/v1${path}` })
  const named = { deployment_intent_id: flow }
  it.each([
    [
      exchange('cab.submit', 201, { answer: { ...named, status: 'auto_approved' }, requestId: otherRequest }),
      ['CAB_SUBMITTED ann', 'CAB_APPROVED system'],
    ],
    [exchange('cab.approve', 200, { answer: named }), ['CAB_APPROVED ann']],
    [exchange('cab.reject', 200, { answer: named }), ['CAB_REJECTED ann']],
    [exchange('cab.legacy.approve', 200, at(`/cab/legacy/${flow}/approve/`)), ['CAB_APPROVED ann']],
    [exchange('cab.legacy.reject', 200, at(`/cab/legacy/${flow}/reject/`)), ['CAB_REJECTED ann']],
    [exchange('cab.exceptions.approve', 200, { answer: named }), ['EXCEPTION_APPROVED ann']],
    [exchange('cab.exceptions.reject', 200, { answer: named }), ['EXCEPTION_DENIED ann']],
    [
      exchange('connectors.deploy', 200, { ...at('/connectors/jamf/deploy'), sent: named }),
      ['DEPLOYMENT_STARTED ann', 'DEPLOYMENT_COMPLETED ann'],
    ],
    [
      exchange('connectors.deploy', 503, { ...at('/connectors/jamf/deploy'), sent: named }),
      ['DEPLOYMENT_STARTED ann', 'DEPLOYMENT_FAILED ann'],
    ],
  ])('wants the events of each workflow: %#', (accepted, events) => {
    const { violations } = completeAuditTrail(recordedIn([create, accepted]), found({ events: trail }))
    expect(violations).toEqual(
      events.map((each): unknown => expect.stringContaining(`has no event ${each.replace(' ', ' by ')}`)),
    )
  })

  it('wants nothing of what was refused, of an exception for nothing, and of a publication that is repeated', () => {
    const deploy = exchange('connectors.deploy', 200, { path: '/api/v1/connectors/jamf/deploy', sent: named })
    const exchanges = [
      create,
      exchange('cab.approve', 400, { answer: named }),
      exchange('cab.exceptions.approve', 200, { answer: { deployment_intent_id: otherFlow } }),
      deploy,
      { ...deploy, requestId: otherRequest },
    ]
    const events = [event(5, 'DEPLOYMENT_COMPLETED'), event(4, 'DEPLOYMENT_STARTED'), ...trail]
    const read = {
      ...found({ events }),
      flows: new Map([
        [flow, events],
        [otherFlow, []],
      ]),
    }
    expect(completeAuditTrail(recordedIn(exchanges), read)).toMatchObject({ verdict: 'PASS', checked: 5 })
  })

  it('knows a seeded deployment by its integer key', () => {
    const accepted = exchange('cab.approve', 200, {
      answer: { deployment_intent_id: seeded.deploymentIntentId },
    })
    const read = { ...found({}), flows: new Map([[seeded.flowId, []]]) }
    expect(completeAuditTrail(recordedIn([accepted]), read).violations).toHaveLength(1)
  })
})

describe('events', () => {
  const post = exchange('events.create', 201, {
    sent: { correlation_id: flow.toUpperCase(), event_type: 'CAB_APPROVED' },
    answer: { id: 9, created_at: '2026-01-01T00:00:00.000009+00:00' },
  })
  const posted = event(9, 'CAB_APPROVED', { created_at: '2026-01-01T00:00:00.000009+00:00' })

  it('are append-only where the journal left out a long text or a secret of theirs', () => {
    const long = 'x'.repeat(100_000)
    const written = event(9, 'DEPLOYMENT_STARTED', {
      event_data: { note: '[100000 characters left out]', password: '[redacted]' },
    })
    const read = event(9, 'DEPLOYMENT_STARTED', { event_data: { note: long, password: 'a secret' } })
    expect(appendOnly(recordedIn([listed(written)]), found({ events: [read] })).violations).toEqual([])
    const shorter = event(9, 'DEPLOYMENT_STARTED', { event_data: { note: 'x', password: 'a secret' } })
    expect(appendOnly(recordedIn([listed(written)]), found({ events: [shorter] })).violations).toHaveLength(1)
  })

  it('are append-only where all that were seen and posted still read the same', () => {
    const recorded = recordedIn([post, listed(...trail), listed(...trail)])
    expect(appendOnly(recorded, found({ events: [posted, ...trail] }))).toMatchObject({
      verdict: 'PASS',
      checked: 4,
    })
  })

  it.each([
    ['is gone', trail.slice(1), 'Event 3 of flow'],
    ['changed', [event(3, 'CAB_SUBMITTED', { actor: 'bob' }), ...trail.slice(1)], 'Event 3 of flow'],
  ])('are not where one %s', (what, events, message) => {
    const { violations } = appendOnly(recordedIn([listed(...trail)]), found({ events }))
    expect(violations).toEqual([`${message} ${flow} ${what}.`])
  })

  it('are not where one read otherwise in between, or a posted one is gone or changed', () => {
    const recorded = recordedIn([post, listed(...trail), listed(event(1, 'RISK_ASSESSED')), listed(...trail)])
    expect(appendOnly(recorded, found({ events: trail })).violations).toEqual([
      'Event 1 read otherwise during the run.',
      `The posted event 9 of flow ${flow} is gone.`,
    ])
    const later = [{ ...posted, created_at: '2026-01-02T00:00:00+00:00' }]
    expect(appendOnly(recordedIn([post]), found({ events: later })).violations).toEqual([
      `The posted event 9 of flow ${flow} changed.`,
    ])
  })

  it('that a full list hides are not judged', () => {
    const full = Array.from({ length: 100 }, (_, index) => event(200 - index, 'ROLLBACK_COMPLETED'))
    expect(appendOnly(recordedIn([listed(...trail)]), found({ events: full })).verdict).toBe('PASS')
  })
})

describe('decisions', () => {
  const legacy = exchange('cab.legacy.approve', 200, { path: `/api/v1/cab/legacy/${flow}/approve/` })
  const answer = {
    id: requestId,
    deployment_intent_id: flow,
    status: 'rejected',
    approved_by: { id: 1, username: 'ann' },
    approved_at: '2026-01-01T00:00:00.000001Z',
    approval_rationale: 'no',
  }
  const rejection = exchange('cab.reject', 200, { answer })

  it('are one a record', () => {
    const events = [event(4, 'CAB_APPROVED'), ...trail]
    expect(oneDecision(recordedIn([create, legacy]), found({ events }))).toMatchObject({
      verdict: 'PASS',
      checked: 1,
    })
  })

  it('are too many where two were accepted on a deployment, by whatever path', () => {
    expect(oneDecision(recordedIn([create, legacy, rejection]), found({})).violations).toEqual([
      `2 decisions on the deployment ${flow} were accepted.`,
    ])
  })

  it.each([
    ['cab.exceptions.approve', `/api/v1/cab/exceptions/${requestId}/approve/`, `exception ${requestId}`],
    ['ai.tasks.reject', `/api/v1/ai/tasks/${requestId}/reject/`, `AI task ${requestId}`],
    ['cab.approve', `/api/v1/cab/${requestId}/approve/`, `CAB request ${requestId}`],
  ] as const)('are too many where two by %s were', (operation, path, record) => {
    const decided = exchange(operation, 200, { path })
    expect(oneDecision(recordedIn([decided, decided]), found({})).violations).toEqual([
      `2 decisions on the ${record} were accepted.`,
    ])
  })

  it('are too many where a flow tells of two, posted ones aside', () => {
    const post = exchange('events.create', 201, {
      sent: { correlation_id: flow },
      answer: { id: 5, created_at: '2026-01-01T00:00:00+00:00' },
    })
    const decisions = [event(5, 'CAB_REJECTED'), event(4, 'CAB_APPROVED')]
    expect(oneDecision(recordedIn([legacy]), found({ events: decisions })).violations).toEqual([
      `Flow ${flow} has 2 events of decisions.`,
    ])
    expect(oneDecision(recordedIn([legacy, post]), found({ events: decisions })).verdict).toBe('PASS')
  })

  it('stand as they were answered', () => {
    const base = {
      ...answer,
      correlation_id: 'CAB-0123456789AB',
      evidence_package_id: 'p',
      risk_score: '60.00',
      risk_tier: { tier: 'MEDIUM', description: 'Manual CAB Review', requires_cab: true },
      status_display: 'Rejected',
      submitted_by: { id: 2, username: 'bob', email: '', first_name: '', last_name: '' },
      submitted_at: '2026-01-01T00:00:00.000000Z',
      approval_decision: 'rejected',
      approval_conditions: {},
      notes: '',
      status: 'approved',
      approved_by: { id: 1, username: 'ann', email: '', first_name: '', last_name: '' },
    } as const
    const changed = oneDecision(recordedIn([rejection]), found({ requests: { [requestId]: base } }))
    const gone = oneDecision(recordedIn([rejection]), found({ requests: { [requestId]: undefined } }))
    expect(changed.violations).toEqual([
      `CAB request ${requestId} no longer stands as it was decided: status, approved_by.`,
    ])
    expect(gone.violations).toHaveLength(1)
  })
})

describe('orphans', () => {
  const lost = event(7, 'RISK_ASSESSED', { correlation_id: otherFlow })

  it('are events of this run under an id that no deployment has', () => {
    const read = found({ events: trail, recent: [lost], deployments: { [otherFlow]: false } })
    expect(noOrphans(recordedIn([create]), read)).toEqual({
      name: 'no event is an orphan',
      verdict: 'FAIL',
      checked: 4,
      violations: [`Event 7 (RISK_ASSESSED) is under ${otherFlow}, which no deployment has.`],
    })
  })

  it('are neither events of a deployment, nor of others, nor of a risk model, nor posted ones', () => {
    const post = exchange('events.create', 201, {
      sent: { correlation_id: otherFlow },
      answer: { id: 10, created_at: '2026-01-01T00:00:00+00:00' },
    })
    const recent = [
      lost,
      event(8, 'RISK_ASSESSED', { correlation_id: requestId, event_data: { request_id: otherRequest } }),
      event(9, 'RISK_MODEL_UPDATED', { correlation_id: request }),
      event(10, 'CAB_APPROVED', { correlation_id: otherFlow }),
    ]
    const deployments = { [otherFlow]: true, [requestId]: false, [request]: false }
    expect(noOrphans(recordedIn([create, post]), found({ recent, deployments }))).toMatchObject({
      verdict: 'PASS',
      checked: 1,
    })
  })
})

describe('correlation ids', () => {
  it('are continuous where answers and events name their requests', () => {
    expect(continuousIds(recordedIn([create]), found({ events: trail }))).toMatchObject({
      verdict: 'PASS',
      checked: 4,
    })
  })

  it('are not where an answer carries another id or none', () => {
    const other = { ...create, responseHeaders: { 'x-correlation-id': otherRequest } }
    const none = { ...create, responseHeaders: {} }
    expect(continuousIds(recordedIn([other, none]), found({})).violations).toEqual([
      `deployments.create answered request ${request} under the id ${otherRequest}.`,
      `deployments.create answered request ${request} under the id of none.`,
    ])
  })

  it('are not where an event of a flow of this run names a request of nobody', () => {
    const events = [
      event(4, 'CAB_APPROVED', { event_data: {} }),
      event(5, 'DRIFT_DETECTED', { event_data: {} }),
      ...trail,
    ]
    expect(continuousIds(recordedIn([create]), found({ events })).violations).toEqual([
      'Event 4 (CAB_APPROVED) names no request of this run.',
    ])
  })
})

describe('evidence', () => {
  const pack = {
    correlation_id: requestId,
    app_name: 'a',
    version: '1',
    artifact_hash: 'f'.repeat(64),
    sbom_data: { packages: [] },
    vulnerability_scan_results: {},
    is_validated: true,
  }
  const uploaded = exchange('evidence.upload', 201, {
    answer: {
      correlation_id: requestId,
      artifact_hash: pack.artifact_hash,
      artifact_path: 'p',
      is_validated: true,
    },
  })
  const read = exchange('evidence.get', 200, { answer: pack })

  it('is unchanged where packs read as they were uploaded and read', () => {
    expect(
      evidenceUnchanged(recordedIn([uploaded, read]), found({ packs: { [requestId]: pack } })),
    ).toMatchObject({
      verdict: 'PASS',
      checked: 1,
    })
  })

  it.each([
    ['reads otherwise: artifact_hash', { ...pack, artifact_hash: '0'.repeat(64) }],
    ['reads otherwise: version', { ...pack, version: '2' }],
    ['is gone', undefined],
  ])('is not where one %s', (what, now) => {
    const { violations } = evidenceUnchanged(
      recordedIn([uploaded, read]),
      found({ packs: { [requestId]: now } }),
    )
    expect(violations).toEqual([`Evidence pack ${requestId} ${what}.`])
  })
})

it('a run with nothing to look at is not evaluated, and only the first violations are told', () => {
  expect(completeAuditTrail(recordedIn([]), found({})).verdict).toBe('UNEVALUATED')
  const { violations } = verdictOn(
    'x',
    30,
    Array.from({ length: 25 }, (_, index) => `${index}.`),
  )
  expect([violations.length, violations.at(-1)]).toEqual([21, '… and 5 more.'])
})
