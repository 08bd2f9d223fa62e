// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { History } from '../../../src/standin/store/history.ts'

test('A history counts what happened to an application since an instant, that instant included', () => {
  const happenings = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 40 })))
  fc.assert(
    fc.property(happenings, fc.nat(3), fc.integer({ min: 1, max: 40 }), (all, app, since) => {
      const history = new History()
      for (const [each, instant] of all) history.add(each, instant)
      const counted = all.filter(([each, instant]) => each === app && instant >= since)
      expect(history.since(app, since)).toBe(counted.length)
    }),
  )
})
