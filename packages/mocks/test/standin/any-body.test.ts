// SPDX-License-Identifier: Apache-2.0
import { contract, type Operation, type OperationId } from '@eucora/harness/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inputDefects } from '../../src/standin/defects/systematic/inputs.ts'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { plain, send, type Sent } from './call-helper.ts'
import { FakePlanes } from './fake-planes.ts'
import { at } from './look.ts'
import { publisher, root, startState } from './start-helper.ts'

const params = {
  connector_type: 'intune',
  version: '1.1',
  task_id: '5eed0000-0000-4000-8000-0000000000c1',
  incident_id: '5eed0000-0000-4000-8000-0000000000c2',
}
const operations = [
  'evidence.incidents.create',
  'evidence.incidents.update',
  'evidence.maturity.evaluate',
  'evidence.blastRadius.classify',
  'evidence.riskModels.activate',
  'connectors.deploy',
  'connectors.remediate',
  'ai.providers.configure',
  'ai.ask',
  'ai.tasks.create',
  'ai.tasks.approve',
  'ai.tasks.reject',
  'ai.tasks.requestRevision',
  'core.tasks.revoke',
  'core.demo.setMode',
] as const satisfies readonly OperationId[]

const value = fc.oneof(
  fc.constantFrom(null, true, '', 'abc', '1', 'P1', 'NaN', 'a\0', 'redeploy', 'openai', 'amani', -1, 0),
  fc.constantFrom('2026-11-20T15:00:00Z', 'NON_CRITICAL', 'USER_REPORT', 'ROLLBACK', 'LEVEL_0_BASELINE'),
  fc.constant({ toString: [], valueOf: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
)

function fieldsOf(operation: Operation): readonly string[] {
  const properties: unknown =
    operation.body !== undefined && 'properties' in operation.body ? operation.body.properties : {}
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}

function bodyOf(id: OperationId): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(fieldsOf(contract[id]).map((name) => [name, value]))
  return fc.oneof({ weight: 6, arbitrary: fc.record(fields, { requiredKeys: [] }) }, value)
}

/** A state in which every operation gets as far as its body. */
async function ready(): Promise<State> {
  const state = startState()
  state.planes = new FakePlanes()
  state.users.add({ ...root, groups: publisher.groups })
  const { body } = await ask(state, 'ai.tasks.create', { body: { title: 't', description: 'd' } })
  const task = state.aiTasks.find(String(at(body, 'task', 'id')))
  if (task === undefined) throw new Error('The task of the set-up was not created.')
  state.aiTasks.save({ ...task, id: params.task_id, initiatedBy: plain.id })
  const report = await ask(state, 'evidence.incidents.create', {
    body: {
      deployment_intent_id: 'd',
      evidence_package_id: 'e',
      severity: 'P2',
      incident_date: '2026-11-20T15:00:00Z',
      detection_method: 'USER_REPORT',
      title: 't',
      description: 'd',
      was_auto_approved: true,
      risk_score_at_approval: 40,
      risk_model_version: '1.1',
      blast_radius_class: 'NON_CRITICAL',
    },
  })
  const incident = state.incidents.find(String(report.body['id']))
  if (incident === undefined) throw new Error('The incident of the set-up was not created.')
  state.incidents.save({ ...incident, id: params.incident_id })
  return state
}

test.each(operations)('%s answers any body by the contract, never with an error of its own', async (id) => {
  const user = { ...root, groups: publisher.groups }
  await fc.assert(
    fc.asyncProperty(bodyOf(id), async (body) => {
      const sent: Sent = { user, params, body }
      const { status } = await ask(await ready(), id, sent)
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 60 },
  )
})

test.each(operations)('%s stands any value of a field whose check is left out', async (id) => {
  const user = { ...root, groups: publisher.groups }
  for (const defect of inputDefects(id, contract[id])) {
    await fc.assert(
      fc.asyncProperty(bodyOf(id), async (body) => {
        const { status } = await send(await ready(), id, { user, params, body, defects: [defect] })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 12 },
    )
  }
})
