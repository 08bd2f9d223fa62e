// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { NamedThings } from '../../src/awx/named-things.ts'

const thing = (id: number, name: string) => ({
  id,
  createdMs: 0,
  modifiedMs: 0,
  createdBy: 1,
  values: { name },
})

test('a thing is found by the name that it has now, and not once it is gone', () => {
  const things = new NamedThings()
  const [one, other] = [thing(1, 'patch'), thing(2, 'patch')]
  things.set(1, one).set(2, other)
  expect(things.named('patch')).toEqual([one, other])
  one.values = { name: 'reboot' }
  things.set(1, one)
  expect([things.named('patch'), things.named('reboot')]).toEqual([[other], [one]])
  things.delete(2)
  expect(things.named('patch')).toEqual([])
  one.values = { name: 'patch' }
  things.set(1, one)
  expect([things.named('patch'), things.named('reboot'), things.size]).toEqual([[one], [], 1])
})
