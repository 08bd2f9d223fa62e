// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { operationList, roles, type OperationId } from '../../src/contract/index.ts'
import { mayCall, roleTable } from '../../src/contract/role-table/index.ts'

it('the role table has a row for every operation and no other', () => {
  expect(Object.keys(roleTable).toSorted()).toEqual(operationList.map(({ id }) => id).toSorted())
})

it('every row has a source and names known roles once', () => {
  for (const [id, { allowed, source }] of Object.entries(roleTable)) {
    expect(source, id).not.toBe('')
    expect(allowed.length, id).toBe(new Set(allowed).size)
    expect(
      allowed.filter((role) => !roles.includes(role)),
      id,
    ).toEqual([])
  }
})

it('anonymous callers pass exactly where the contract needs no session', () => {
  const open = operationList.filter(({ auth }) => auth === 'anyone').map(({ id }) => id)
  const allowed = Object.entries(roleTable)
    .filter(([, row]) => row.allowed.includes('anonymous'))
    .map(([id]) => id)
  expect(allowed.toSorted()).toEqual(open.toSorted())
})

it.each<[OperationId, string[]]>([
  ['cab.approve', ['cab_member', 'staff', 'superuser']],
  ['connectors.deploy', ['publisher']],
  ['cab.exceptions.approve', ['security_reviewer', 'staff', 'superuser']],
  ['policy.risk-model', ['staff', 'superuser']],
])('%s is for %j only', (operation, expected) => {
  expect(roles.filter((role) => mayCall(role, operation))).toEqual(expected)
})
