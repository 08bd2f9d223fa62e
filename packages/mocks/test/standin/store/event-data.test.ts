// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Arena } from '../../../src/standin/store/arena.ts'
import { EventData } from '../../../src/standin/store/event-data.ts'
import { Ids } from '../../../src/standin/store/ids.ts'
import { Strings } from '../../../src/standin/store/strings.ts'

const value = fc.oneof(
  fc.uuid(),
  fc.string(),
  fc.constantFrom('appA', 'LAB'),
  fc.integer(),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(null, true, 1.5, 2 ** 40),
  fc.array(fc.string()),
)

function fresh(): EventData {
  const strings = new Strings()
  strings.numberOf('appA')
  strings.numberOf('LAB')
  return new EventData(new Ids(), strings)
}

describe('event data', () => {
  test('of workflows reads as it was kept', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), value, { noNullPrototype: true })), (all) => {
        const data = fresh()
        const addresses = all.map((each) => data.addFromWorkflow(each))
        expect(addresses.map((address) => data.read(address))).toEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  test('of callers reads as it was kept, any JSON value', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (all) => {
        const data = fresh()
        const addresses = all.map((each) => data.addFreeForm(each))
        expect(addresses.map((address) => data.read(address))).toEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  test('may be larger than a page', () => {
    const data = fresh()
    const large = 'x'.repeat(3_000_000)
    const [first, second] = [data.addFreeForm(large), data.addFreeForm('small')]
    expect(data.read(first)).toBe(large)
    expect(data.read(second)).toBe('small')
  })
})

describe('an arena', () => {
  test('refuses an address that it never gave', () => {
    expect(() => new Arena().at(1 << 21)).toThrow('Nothing is stored at address 2097152.')
  })
})
