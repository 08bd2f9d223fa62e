// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { sessionRoles } from '../../src/contract/session-roles.ts'
import { seedRows, seedText } from '../../src/seed/seed.ts'
import { usernamesOf } from '../../src/seed/users.ts'

it('fixtures/seed.json is what the generator gives', async () => {
  const committed = await readFile(new URL('../../../../fixtures/seed.json', import.meta.url), 'utf8')
  expect(committed, 'run: harness seed > fixtures/seed.json').toBe(seedText())
})

it('every role has twenty users and nobody has a password', () => {
  const users = seedRows().filter(({ model }) => model === 'auth.user')
  const names = users.map(({ fields }) => fields['username'])
  expect(names).toHaveLength(7 * 20 + 3)
  expect(names).toEqual(expect.arrayContaining(sessionRoles.flatMap((role) => [...usernamesOf(role)])))
  expect(new Set(users.map(({ fields }) => fields['password']))).toEqual(new Set(['']))
  expect(new Set(users.map(({ fields }) => fields['email'])).size).toBe(users.length)
})

it('groups and flags follow the role', () => {
  const groups = Object.fromEntries(
    seedRows()
      .filter(({ model }) => model === 'auth.group')
      .map(({ pk, fields }) => [String(pk), fields['name']]),
  )
  const traits = (username: string) => {
    const user = seedRows().find(({ fields }) => fields['username'] === username)
    const of = user?.fields['groups']
    return [
      Array.isArray(of) ? of.map((pk) => groups[String(pk)]) : of,
      user?.fields['is_staff'],
      user?.fields['is_superuser'],
    ]
  }
  expect(traits('submitter-01')).toEqual([[], false, false])
  expect(traits('cab-member-20')).toEqual([['cab_member'], false, false])
  expect(traits('security-reviewer-01')).toEqual([['security_reviewer'], false, false])
  expect(traits('publisher-01')).toEqual([['publisher'], false, false])
  expect(traits('staff-01')).toEqual([[], true, false])
  expect(traits('superuser-01')).toEqual([[], true, true])
  expect(traits('cab_approver')).toEqual([['cab_member'], false, false])
})

it('no two rows of a model share a key', () => {
  const keys = seedRows().map(({ model, pk }) => `${model} ${pk}`)
  expect(new Set(keys).size).toBe(keys.length)
})
