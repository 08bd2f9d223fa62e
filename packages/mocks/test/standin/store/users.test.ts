// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { Users } from '../../../src/standin/store/users.ts'
import { userOf } from '../call-helper.ts'

const row = (fields: Readonly<Record<string, unknown>>) => ({
  model: 'auth.user',
  pk: 4,
  fields: {
    password: '',
    username: 'u',
    email: 'u@x.io',
    first_name: '',
    last_name: '',
    is_active: true,
    ...fields,
  },
})

describe('users', () => {
  test('sign in with their own password only, and not without one', () => {
    const users = new Users()
    users.add(userOf(1, 'a'), 'right')
    users.add(userOf(2, 'b'), 'other')
    users.add(userOf(3, 'c'))
    const [a, b, c] = [userOf(1, 'a'), userOf(2, 'b'), userOf(3, 'c')]
    expect([users.passwordMatches(a, 'right'), users.passwordMatches(b, 'right')]).toEqual([true, false])
    expect([users.passwordMatches(c, ''), users.passwordMatches(c, 'right')]).toEqual([false, false])
  })

  test('are found by key, name and email until they are removed', () => {
    const users = new Users()
    const user = userOf(1, 'a')
    users.add(user, 'p')
    expect([users.byId(1), users.byName('a'), users.byEmail('a@x.io')]).toEqual([user, user, user])
    users.remove(user)
    expect([users.byId(1), users.byName('a'), users.byEmail('a@x.io')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([users.size, users.passwordMatches(user, 'p')]).toEqual([0, false])
  })

  test('of one email are found as the first of them, and the email stays his when another goes', () => {
    const users = new Users()
    const [first, second] = [userOf(1, 'a'), { ...userOf(2, 'b'), email: 'a@x.io' }]
    users.add(first)
    users.add(second)
    expect(users.byEmail('a@x.io')).toEqual(first)
    users.remove(second)
    expect(users.byEmail('a@x.io')).toEqual(first)
  })

  test('come first in the order in which they were added; there is nobody in an empty table', () => {
    const users = new Users()
    expect([users.first, users.nextId()]).toEqual([users.nobody, 1])
    users.add(userOf(7, 'a'))
    users.add(userOf(2, 'b'))
    expect([users.first.username, users.nextId(), users.size]).toEqual(['a', 8, 2])
  })

  test('never get the key of one who was removed', () => {
    const users = new Users()
    users.add(userOf(7, 'a'))
    users.remove(userOf(7, 'a'))
    expect(users.nextId()).toBe(8)
  })

  test('of demo data are those named demo, or demo and more behind an underscore', () => {
    const users = new Users()
    for (const [index, name] of ['demo', 'demo_1', 'demonstrator', 'a_demo'].entries())
      users.add(userOf(index, name))
    expect(users.demo().map(({ username }) => username)).toEqual(['demo', 'demo_1'])
  })
})

describe('a user of a seed', () => {
  test('has the groups that its keys, and natural keys, name', () => {
    const users = new Users()
    users.loadGroup({ model: 'auth.group', pk: 3, fields: { name: 'cab_member' } })
    users.load(row({ groups: [3, ['publisher']] }), undefined)
    expect(users.byId(4)?.groups).toEqual(new Set(['cab_member', 'publisher']))
  })

  test('has no group where it names none', () => {
    const users = new Users()
    users.load(row({}), undefined)
    expect(users.byId(4)?.groups).toEqual(new Set())
  })

  test.each([
    [{ groups: 'all' }, "auth.user 4: groups is no list; give the groups' keys."],
    [{ groups: [9] }, 'auth.user 4: groups has 9, which is no group of the seed.'],
    [{ password: 'x' }, 'auth.user 4 has a password in the seed; make it "" and set EUCORA_PASSWORD.'],
  ])('with %j is refused by name', (fields, message) => {
    expect(() => new Users().load(row(fields), undefined)).toThrow(message)
  })
})
