// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { startState } from './start-helper.ts'

const report = {
  deployment_intent_id: 'd',
  evidence_package_id: 'e',
  severity: 'P2',
  incident_date: '2026-11-20T15:00:00Z',
  detection_method: 'USER_REPORT',
  title: 't',
  description: 'd',
  was_auto_approved: true,
  risk_score_at_approval: '40',
  risk_model_version: '1.1',
  blast_radius_class: 'NON_CRITICAL',
}
const requiredFields = Object.keys(report)

async function reported(state: State, changes: object = {}): Promise<string> {
  const { body } = await ask(state, 'evidence.incidents.create', { body: { ...report, ...changes } })
  return String(body['id'])
}

function change(state: State, id: string, body: unknown) {
  return ask(state, 'evidence.incidents.update', { params: { incident_id: id }, body })
}

describe('reporting an incident', () => {
  test('stores what was sent with the defaults of the rest', async () => {
    const state = startState()
    const { status, body } = await ask(state, 'evidence.incidents.create', { body: report })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...report,
      risk_score_at_approval: '40.00',
      is_resolved: false,
      was_high_severity: true,
      affected_user_count: 0,
      business_impact_usd: null,
      cab_approval_id: null,
      control_improvements: {},
      created_by: 'plain1',
    })
    const read = await ask(state, 'evidence.incidents.get', { params: { incident_id: String(body['id']) } })
    expect(read).toEqual({ status: 200, body })
  })

  test('names every field that is missing', async () => {
    const { status, body } = await ask(startState(), 'evidence.incidents.create', { body: {} })
    expect(status).toBe(400)
    expect(body).toEqual(
      Object.fromEntries(requiredFields.map((name) => [name, ['This field is required.']])),
    )
  })

  test.each([
    ['severity', 'P9', '"P9" is not a valid choice.'],
    ['detection_method', 'GUESS', '"GUESS" is not a valid choice.'],
    ['blast_radius_class', 'HUGE', '"HUGE" is not a valid choice.'],
    ['risk_score_at_approval', 101, 'Ensure this value is between 0 and 100.'],
    ['risk_score_at_approval', '-0.01', 'Ensure this value is between 0 and 100.'],
    ['risk_score_at_approval', '1.234', 'Ensure that there are no more than 2 decimal places.'],
    ['title', 'x'.repeat(256), 'Ensure this field has no more than 255 characters.'],
    ['was_auto_approved', 'perhaps', 'Must be a valid boolean.'],
    ['affected_user_count', 2 ** 31, 'Ensure this value is less than or equal to 2147483647.'],
    ['cab_approval_id', 'x'.repeat(256), 'Ensure this field has no more than 255 characters.'],
  ])('refuses %s %j', async (field, value, message) => {
    const state = startState()
    const answer = await ask(state, 'evidence.incidents.create', { body: { ...report, [field]: value } })
    expect(answer).toEqual({ status: 400, body: { [field]: [message] } })
    expect(state.incidents.newestFirst()).toEqual([])
  })

  test('refuses a date that is none', async () => {
    const body = { ...report, incident_date: '2026-02-30T10:00:00Z' }
    const answer = await ask(startState(), 'evidence.incidents.create', { body })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['incident_date']])
  })
})

describe('changing an incident', () => {
  test('resolves it at the instant sent and counts the minutes once', async () => {
    const state = startState()
    const id = await reported(state)
    const first = await change(state, id, { resolved_at: '2026-11-20T17:00:00Z' })
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({
      is_resolved: true,
      resolved_at: '2026-11-20T17:00:00Z',
      time_to_resolution_minutes: 120,
    })
    const again = await change(state, id, { resolved_at: '2026-11-20T18:00:00Z' })
    expect(again.body).toMatchObject({
      resolved_at: '2026-11-20T18:00:00Z',
      time_to_resolution_minutes: 120,
    })
    const reopened = await change(state, id, { resolved_at: null })
    expect(reopened.body).toMatchObject({ is_resolved: false, resolved_at: null })
  })

  test('keeps what is not sent and ignores other keys and lists', async () => {
    const state = startState()
    const id = await reported(state)
    const all = {
      root_cause: ' rc ',
      resolution_method: 'ROLLBACK',
      resolution_notes: 'n',
      was_preventable: true,
      preventability_notes: 'p',
      control_improvements: ['more tests'],
    }
    expect((await change(state, id, { ...all, title: 'another' })).body).toMatchObject({ ...all, title: 't' })
    const { updated_at: _, ...before } = (await change(state, id, [])).body
    expect(before).toMatchObject(all)
    expect((await change(state, id, { was_preventable: null })).body).toMatchObject({
      ...all,
      was_preventable: null,
    })
  })

  test.each([
    [{ root_cause: null }, 'root_cause'],
    [{ resolution_notes: 5 }, 'resolution_notes'],
    [{ resolution_method: 'BOGUS' }, 'resolution_method'],
    [{ was_preventable: 'maybe' }, 'was_preventable'],
    [{ resolved_at: 'yesterday' }, 'resolved_at'],
    [{ preventability_notes: 'a\0b' }, 'preventability_notes'],
    [{ control_improvements: null }, 'control_improvements'],
    ['text', 'non_field_errors'],
  ])('refuses %j, names %s and changes nothing', async (body, field) => {
    const state = startState()
    const id = await reported(state)
    const before = state.incidents.find(id)
    const answer = await change(state, id, body)
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, [field]])
    expect(state.incidents.find(id)).toEqual(before)
  })

  test('an unknown id is 404, whatever the body', async () => {
    const state = startState()
    const id = crypto.randomUUID()
    expect((await change(state, id, 'text')).status).toBe(404)
    const read = await ask(state, 'evidence.incidents.get', { params: { incident_id: id } })
    expect([read.status, read.body['error']]).toEqual([404, 'No DeploymentIncident matches the given query.'])
  })
})

const instants = ['2026-11-01T00:00:00Z', '2026-11-05T12:00:00Z', '2026-11-09T23:59:59Z'] as const
const incident = fc.record({
  severity: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  blast_radius_class: fc.constantFrom('NON_CRITICAL', 'BUSINESS_CRITICAL'),
  was_auto_approved: fc.boolean(),
  incident_date: fc.constantFrom(...instants),
})
const filter = fc.record(
  {
    severity: fc.constantFrom('P1', 'p2', 'P9'),
    blast_radius: fc.constantFrom('non_critical', 'BUSINESS_CRITICAL'),
    was_auto_approved: fc.constantFrom('true', 'TRUE', 'false', 'no'),
    start_date: fc.constantFrom(...instants, '2026-11-05'),
    end_date: fc.constantFrom(...instants, '2026-11-05'),
  },
  { requiredKeys: [] },
)

describe('listing incidents', () => {
  test('shows the incidents that every filter takes, newest first, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(incident, { maxLength: 12 }),
        filter,
        fc.nat(5),
        fc.nat(8),
        async (incidents, query, limit, offset) => {
          const state = startState()
          for (const each of incidents) await reported(state, each)
          const taken = incidents.filter(
            (each) =>
              (query.severity?.toUpperCase() ?? each.severity) === each.severity &&
              (query.blast_radius?.toUpperCase() ?? each.blast_radius_class) === each.blast_radius_class &&
              (query.was_auto_approved === undefined ||
                (query.was_auto_approved.toLowerCase() === 'true') === each.was_auto_approved) &&
              Date.parse(each.incident_date) >= Date.parse(query.start_date ?? '1970-01-01') &&
              Date.parse(each.incident_date) <= Date.parse(query.end_date ?? '2100-01-01'),
          )
          const dates = taken
            .map((each) => each.incident_date)
            .toSorted()
            .toReversed()
          const sent = { ...query, limit: String(limit), offset: String(offset) }
          const { status, body } = await ask(state, 'evidence.incidents.list', { query: sent })
          expect(status).toBe(200)
          expect({ ...body, results: datesOf(body['results']) }).toEqual({
            count: taken.length,
            limit,
            offset,
            results: dates.slice(offset, offset + limit),
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each(['limit', 'offset'])('refuses a bad %s', async (name) => {
    for (const value of ['abc', '-1', '1.5', '']) {
      const answer = await ask(startState(), 'evidence.incidents.list', { query: { [name]: value } })
      expect([answer.status, Object.keys(answer.body)]).toEqual([400, [name]])
    }
  })

  test('refuses dates that are none, and takes 50 rows where no limit is sent', async () => {
    const query = { start_date: 'abc', end_date: '2026-13-01' }
    const refused = await ask(startState(), 'evidence.incidents.list', { query })
    expect([refused.status, Object.keys(refused.body)]).toEqual([400, ['start_date', 'end_date']])
    const { body } = await ask(startState(), 'evidence.incidents.list')
    expect(body).toEqual({ count: 0, limit: 50, offset: 0, results: [] })
  })
})

function datesOf(rows: unknown): readonly string[] {
  return Array.isArray(rows) ? rows.map((row: { readonly incident_date: string }) => row.incident_date) : []
}
