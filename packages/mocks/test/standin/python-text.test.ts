// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { floatOf, intOf, lengthOf, strip, truthy, typeName } from '../../src/standin/python-text.ts'

describe('texts as Python reads them', () => {
  it('strips what Python calls blank, and nothing else', () => {
    expect(strip('\t\x1c a b\x85\u3000')).toBe('a b')
    expect(strip('\uFEFFa')).toBe('\uFEFFa')
    expect(strip(' \n ')).toBe('')
  })

  it('counts code points', () => {
    expect(lengthOf('a😀')).toBe(2)
  })

  it.each([
    [null, 'NoneType'],
    [undefined, 'NoneType'],
    [[], 'list'],
    [1, 'int'],
    [1.5, 'float'],
    ['', 'str'],
    [true, 'bool'],
    [{}, 'dict'],
    [1n, 'bigint'],
  ])('names the type of %s', (value, name) => {
    expect(typeName(value)).toBe(name)
  })

  it.each([
    [[], false],
    [[0], true],
    [{}, false],
    [{ a: 1 }, true],
    ['', false],
    [0, false],
    [null, false],
    ['0', true],
  ])('knows whether %j is true', (value, truth) => {
    expect(truthy(value)).toBe(truth)
  })

  it.each([
    [' 5 ', 5],
    ['+5', 5],
    ['-5', -5],
    ['1_000', 1000],
    ['1__0', undefined],
    ['5.0', undefined],
    ['', undefined],
  ])('reads %j as an integer', (text, value) => {
    expect(intOf(text)).toBe(value)
  })

  it.each([
    [' 50.5 ', 50.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1_0.2_5', 10.25],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
    ['0x10', undefined],
    ['', undefined],
  ])('reads %j as a float', (text, value) => {
    expect(floatOf(text)).toBe(value)
  })
})
