// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { operationList, roles, type OperationId, type Role } from '@eucora/harness/contract'
import { mayCall, roleTable } from '@eucora/harness/role-table'
import { about, attachRoleRow, expect, test } from '../../src/fixtures.ts'
import { probes } from '../../src/matrix/probes.ts'

const operations = Object.fromEntries(operationList.map((operation) => [operation.id, operation]))

for (const id of operationIds()) {
  const passing = roles.filter((role) => mayCall(role, id))
  const { input, passes, alone } = probes[id]
  test(
    `${id} is for ${passing.length === roles.length ? 'everyone' : passing.join(', ')}`,
    about({
      rule: 'roles-pass-or-are-refused',
      app: operations[id]?.app ?? '',
      class: 'Roles',
      suite: 'matrix',
      operation: id,
      ...(alone === true ? { alone } : {}),
    }),
    async ({ as, anonymous, given, needs }, testInfo) => {
      await needs(id)
      const callers = new Map<Role, Actor>([['anonymous', anonymous]])
      for (const role of roles) if (role !== 'anonymous') callers.set(role, await as(role, role))
      const sent =
        typeof input === 'function'
          ? await input({ submitter: await as('submitter', 'submitter'), given })
          : input

      const answers = await Promise.all(
        [...callers].map(async ([role, caller]) => [role, (await caller.send(id, sent)).status] as const),
      )

      const dueTo = (role: Role) => (mayCall(role, id) ? passes : 403)
      await attachRoleRow(testInfo, {
        operation: id,
        source: roleTable[id].source,
        cells: answers.map(([role, status]) => ({
          role,
          due: dueTo(role),
          got: status === 'nonconforming' ? null : status,
        })),
      })
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(roles.map((role) => [role, dueTo(role)])),
      )
    },
  )
}

function operationIds(): readonly OperationId[] {
  return Object.keys(probes).filter((id): id is OperationId => Object.hasOwn(operations, id))
}
