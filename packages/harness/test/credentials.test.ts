// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sessionRoles } from '../src/contract/session-roles.ts'
import { credentialsFrom } from '../src/credentials.ts'
import { folderWith } from './support/folder.ts'

it('one password opens the users of the seed', () => {
  const credentials = credentialsFrom({ EUCORA_PASSWORD: 'pw' })
  expect(credentials.cab_member[0]).toEqual({ username: 'cab-member-01', password: 'pw' })
  expect(sessionRoles.map((role) => credentials[role].length)).toEqual(sessionRoles.map(() => 20))
})

it('a file of users wins over the one password', async () => {
  const users = Object.fromEntries(
    sessionRoles.map((role) => [role, [{ username: `u-${role}`, password: 'p' }]]),
  )
  const folder = await folderWith({ 'users.json': JSON.stringify(users) })
  const env = { EUCORA_PASSWORD: 'pw', EUCORA_CREDENTIALS: join(folder, 'users.json') }
  expect(credentialsFrom(env)).toEqual(users)
})

it('neither is bad configuration', () => {
  expect(() => credentialsFrom({ EUCORA_PASSWORD: '', EUCORA_CREDENTIALS: '' })).toThrow(
    'Neither EUCORA_CREDENTIALS nor EUCORA_PASSWORD is set',
  )
})

it('a file that is not there is bad configuration', () => {
  expect(() => credentialsFrom({ EUCORA_CREDENTIALS: '/no/such/file' })).toThrow('cannot be read: ENOENT')
})

it('a file that is no JSON is bad configuration, and its content is not quoted', async () => {
  const folder = await folderWith({ 'users.json': '{"staff": [{"password": hunter2' })
  const read = () => credentialsFrom({ EUCORA_CREDENTIALS: join(folder, 'users.json') })
  expect(read).toThrow('it is no JSON')
  expect(read).not.toThrow('hunter2')
})

it('a file without a role is bad configuration that names the role', async () => {
  const folder = await folderWith({ 'users.json': '{"staff": []}' })
  expect(() => credentialsFrom({ EUCORA_CREDENTIALS: join(folder, 'users.json') })).toThrow(
    'the body lacks user, submitter, cab_member, security_reviewer, publisher, superuser',
  )
})
