// SPDX-License-Identifier: Apache-2.0
import type { TestResult } from '@playwright/test/reporter'
import { expect, it } from 'vitest'
import { CallCoverage } from '../../src/playwright/coverage.ts'

/** What a scenario attached as its calls. */
function attached(calls: unknown): TestResult {
  const body = Buffer.from(JSON.stringify(calls))
  return {
    retry: 0,
    parallelIndex: 0,
    workerIndex: 0,
    duration: 0,
    startTime: new Date(0),
    errors: [],
    steps: [],
    stdout: [],
    stderr: [],
    annotations: [],
    status: 'passed',
    attachments: [{ name: 'calls', contentType: 'application/json', body }],
  }
}

const call = { operation: 'deployments.list', role: 'anonymous', status: 403, count: 2 }

it('calls are counted by status and by role', () => {
  const coverage = new CallCoverage()
  expect(coverage.add(attached([call]))).toEqual(['deployments.list'])
  coverage.add(attached([{ ...call, role: 'staff', status: 200 }]))
  const { operationsByStatus, operationsByRole } = coverage.tables()
  expect(operationsByStatus['deployments.list']).toEqual({ 200: 2, 403: 2 })
  expect(operationsByRole['deployments.list']).toEqual({ anonymous: 2, staff: 2 })
})

it.each([[[{ ...call, count: 0 }]], [[{ operation: 'deployments.list' }]], [{}]])(
  'calls that are none are refused: %j',
  (calls) => {
    expect(() => new CallCoverage().add(attached(calls))).toThrow('The calls of a scenario are')
  },
)
