// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { Type } from './contract/schema.ts'
import type { Credential } from './client/actor.ts'
import { sessionRoles, type SessionRole } from './contract/session-roles.ts'
import { schemaProblems } from './contract/validate.ts'
import { HarnessError, messageOf } from './errors.ts'
import { usernamesOf } from './seed/users.ts'

/** The users of each role. */
export type Credentials = Readonly<Record<SessionRole, readonly Credential[]>>

const Users = Type.Array(
  Type.Object({ username: Type.String({ minLength: 1 }), password: Type.String({ minLength: 1 }) }),
  { minItems: 1 },
)

const FileSchema = Type.Object(Object.fromEntries(sessionRoles.map((role) => [role, Users])))

/**
 * The users that the environment names: `EUCORA_CREDENTIALS`, a JSON file of `{role: [{username, password}]}`, wins
 * over `EUCORA_PASSWORD`, the one password of the seed's users. Throws a HarnessError `configuration` for neither.
 */
export function credentialsFrom(env: NodeJS.ProcessEnv): Credentials {
  const file = env['EUCORA_CREDENTIALS']
  if (file !== undefined && file !== '') return credentialsOfFile(file)
  const password = env['EUCORA_PASSWORD']
  if (password !== undefined && password !== '') return seededCredentials(password)
  throw new HarnessError(
    'configuration',
    'Neither EUCORA_CREDENTIALS nor EUCORA_PASSWORD is set, so no user can sign in',
    'Set EUCORA_PASSWORD to the password of the seeded users, or EUCORA_CREDENTIALS to a file with users of each role',
  )
}

function seededCredentials(password: string): Credentials {
  const of = (role: SessionRole) => usernamesOf(role).map((username) => ({ username, password }))
  return {
    user: of('user'),
    submitter: of('submitter'),
    cab_member: of('cab_member'),
    security_reviewer: of('security_reviewer'),
    publisher: of('publisher'),
    staff: of('staff'),
    superuser: of('superuser'),
  }
}

function credentialsOfFile(file: string): Credentials {
  const next = 'Write {"role": [{"username", "password"}]} for each of ' + sessionRoles.join(', ')
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new HarnessError(
      'configuration',
      `EUCORA_CREDENTIALS ${file} cannot be read: ${reasonOf(error)}`,
      next,
    )
  }
  assertCredentials(file, next, content)
  return content
}

/** A parser quotes what it cannot read, which here may be a password. */
function reasonOf(error: unknown): string {
  return error instanceof SyntaxError ? 'it is no JSON' : messageOf(error)
}

function assertCredentials(file: string, next: string, content: unknown): asserts content is Credentials {
  const problems = schemaProblems(FileSchema, content)
  if (problems.length === 0) return
  throw new HarnessError(
    'configuration',
    `EUCORA_CREDENTIALS ${file} is malformed: ${problems.join('; ')}`,
    next,
  )
}
