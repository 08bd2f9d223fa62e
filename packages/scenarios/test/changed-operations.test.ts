// SPDX-License-Identifier: Apache-2.0
import { contract } from '@eucora/harness/contract'
import { describe, expect, it } from 'vitest'
import { operationsOfFiles } from '../src/changed-operations.ts'

const events = ['events.create', 'events.list']
const onlyApp = (ids: readonly string[]) => [...new Set(ids.map((id) => id.slice(0, id.indexOf('.'))))]

describe('the operations whose code changed', () => {
  it('are those that a file describes, at each place where they are mounted', async () => {
    expect(await operationsOfFiles(['packages/harness/src/contract/events.ts'])).toEqual(events)
    expect(await operationsOfFiles(['packages/harness/src/contract/core-csrf.ts'])).toEqual([
      'admin.csrf.get',
      'core.csrf.get',
    ])
  })

  it('are those that a file answers', async () => {
    expect(await operationsOfFiles(['packages/mocks/src/standin/operations/events.ts'])).toEqual(events)
  })

  it('are those of all whose files import it, directly or not', async () => {
    const ofShapes = await operationsOfFiles(['packages/harness/src/contract/cab-shapes.ts'])
    expect(onlyApp(ofShapes)).toEqual(['cab'])
    expect(ofShapes).toHaveLength(18)
    expect(onlyApp(await operationsOfFiles(['packages/mocks/src/standin/operations/metrics.ts']))).toEqual([
      'health',
    ])
    expect(await operationsOfFiles(['packages/harness/src/contract/schema.ts'])).toHaveLength(
      Object.keys(contract).length,
    )
  })

  it('are those of the app whose suite it is', async () => {
    expect(await operationsOfFiles(['packages/scenarios/suites/api/events/crud.spec.ts'])).toEqual(events)
    expect(
      onlyApp(await operationsOfFiles(['packages/scenarios/suites/api/platform/session.spec.ts'])),
    ).toEqual(['admin', 'assets', 'auth', 'core', 'health'])
  })

  it('are none of a file that belongs to no operation, or is no more', async () => {
    expect(
      await operationsOfFiles([
        'README.md',
        'packages/harness/src/contract/index.ts',
        'packages/harness/src/contract/gone.ts',
        'packages/mocks/src/standin/call.ts',
        'packages/scenarios/suites/integration/races.spec.ts',
      ]),
    ).toEqual([])
  })

  it('are each named once', async () => {
    expect(
      await operationsOfFiles([
        'packages/harness/src/contract/events.ts',
        'packages/mocks/src/standin/operations/events.ts',
        'packages/scenarios/suites/api/events/list.spec.ts',
      ]),
    ).toEqual(events)
  })
})
