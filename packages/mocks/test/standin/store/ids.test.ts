// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ids } from '../../../src/standin/store/ids.ts'
import { Strings } from '../../../src/standin/store/strings.ts'

const texts = fc.oneof(
  fc.uuid(),
  fc.string(),
  fc.uuid().map((id) => id.toUpperCase()),
)

describe('ids', () => {
  test('give every text one number and the text back, UUID or not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(texts, { maxLength: 50 }), (all) => {
        const ids = new Ids()
        const numbers = all.map((text) => ids.numberOf(text))
        expect(numbers).toEqual(all.map((_, index) => index))
        expect(all.map((text) => ids.numberOf(text))).toEqual(numbers)
        expect(all.map((text) => ids.find(text))).toEqual(numbers)
        expect(numbers.map((number) => ids.text(number))).toEqual(all)
      }),
    )
  })

  test.each(['', 'dp-1', '5eed0000-0000-4000-8000-0000000000dg', '5EED0000-0000-4000-8000-0000000000D1'])(
    'do not find %j where it was never given',
    (text) => {
      const ids = new Ids()
      ids.numberOf('5eed0000-0000-4000-8000-0000000000d1')
      expect(ids.find(text)).toBe(-1)
    },
  )

  test('stay apart while the index grows', () => {
    const ids = new Ids()
    const all = Array.from({ length: 20_000 }, () => crypto.randomUUID())
    for (const text of all) ids.numberOf(text)
    expect(all.every((text, index) => ids.find(text) === index && ids.text(index) === text)).toBe(true)
  })
})

describe('strings', () => {
  test('refuse a number that they never gave', () => {
    expect(() => new Strings().text(3)).toThrow('No text has the number 3.')
  })
})
