// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { Idempotency } from '../../../src/standin/store/idempotency.ts'
import { Ids } from '../../../src/standin/store/ids.ts'

const body = Buffer.from('{"a":1}')
const another = Buffer.from('{"a":2}')

function remembered(): Idempotency {
  const keys = new Idempotency(new Ids())
  keys.remember(5, 'key', body, 41)
  keys.remember(5, 'key', another, 42)
  keys.remember(6, 'key', body, 43)
  return keys
}

describe('an idempotency key', () => {
  test.each([
    { user: 5, sent: body, ref: 41 },
    { user: 5, sent: another, ref: 42 },
    { user: 6, sent: body, ref: 43 },
  ])('finds the answer to the same body of the same user: $ref', ({ user, sent, ref }) => {
    expect(remembered().earlier(user, 'key', sent)).toEqual({ kind: 'same-body', ref })
  })

  test('tells another body of the same user', () => {
    expect(remembered().earlier(6, 'key', another)).toEqual({ kind: 'other-body' })
  })

  test('is nothing to another user, under another id, or without one', () => {
    const keys = remembered()
    expect(keys.earlier(7, 'key', body)).toEqual({ kind: 'none' })
    expect(keys.earlier(5, 'other', body)).toEqual({ kind: 'none' })
    expect(keys.earlier(5, undefined, body)).toEqual({ kind: 'none' })
  })

  test('is not kept for a request that sent none', () => {
    const keys = new Idempotency(new Ids())
    keys.remember(5, undefined, body, 1)
    expect(keys.earlier(5, undefined, body)).toEqual({ kind: 'none' })
  })
})
