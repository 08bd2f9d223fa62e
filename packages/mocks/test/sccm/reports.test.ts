// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { Reports } from '../../src/sccm/reports.ts'

const success = { statusType: 1, enforcementState: 10 } as const
const error = { statusType: 5, enforcementState: 11 } as const
const refused = { statusType: 3, enforcementState: 0 } as const
const [first, second] = [{ id: 1 }, { id: 2 }]
const [desk, lab] = [{ resourceId: 16 }, { resourceId: 17 }]

function reported(): Reports {
  const reports = new Reports()
  reports.set(first, desk, success)
  reports.set(first, lab, error)
  reports.set(second, lab, refused)
  return reports
}

describe('what devices have reported for good', () => {
  test('is kept by deployment and device', () => {
    expect(reported().get(first, desk)).toEqual(success)
    expect(reported().get(second, desk)).toBeUndefined()
  })

  test('has failed by an error and by requirements that were not met', () => {
    expect(reported().failed()).toEqual([
      { assignmentId: 1, resourceId: 17 },
      { assignmentId: 2, resourceId: 17 },
    ])
  })

  test('has not failed any more once it worked or was taken away', () => {
    const reports = reported()
    reports.set(first, lab, success)
    reports.delete(second, lab)
    expect(reports.failed()).toEqual([])
    reports.set(first, desk, error)
    expect(reports.failed()).toEqual([{ assignmentId: 1, resourceId: 16 }])
  })

  test('is forgotten of one deployment alone', () => {
    const reports = reported()
    reports.forget(first)
    expect(reports.get(first, desk)).toBeUndefined()
    expect(reports.failed()).toEqual([{ assignmentId: 2, resourceId: 17 }])
  })
})
