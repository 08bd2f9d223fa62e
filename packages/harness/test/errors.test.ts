// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { HarnessError, messageOf, SetUpError, TransportError, type HarnessErrorKind } from '../src/errors.ts'
import { exitCodes, worstExitCode, type ExitCode } from '../src/exit-codes.ts'

it.each<[HarnessErrorKind, ExitCode]>([
  ['configuration', 4],
  ['usage', 4],
  ['target-down', 5],
  ['not-eucora', 5],
  ['credentials-refused', 5],
  ['transport', 2],
  ['time-out', 2],
  ['set-up', 2],
  ['internal', 2],
])('an error of kind %s exits with %i', (kind, exitCode) => {
  expect(new HarnessError(kind, 'It broke', 'Mend it')).toMatchObject({
    kind,
    exitCode,
    message: 'It broke. Mend it.',
  })
})

it('a set-up error names the state, the answer and the request', () => {
  const error = new SetUpError('a stored deployment', {
    operation: 'deployments.create',
    httpStatus: 503,
    requestId: 'r-1',
  })
  expect(error.message).toBe(
    'The scenario needs a stored deployment, but deployments.create answered 503. Look at request r-1 in the attached exchanges.',
  )
})

it('a time-out is no other transport failure', () => {
  expect(new TransportError('time-out', 'a', 'b').kind).toBe('time-out')
  expect(new TransportError('reset', 'a', 'b').kind).toBe('transport')
})

it('whatever was thrown has a message', () => {
  expect([messageOf(new Error('e')), messageOf('text'), messageOf(undefined)]).toEqual([
    'e',
    'text',
    'undefined',
  ])
})

it('of several exit codes the first of 4, 2, 5, 1, 3, 0 wins', () => {
  const order: readonly ExitCode[] = [4, 2, 5, 1, 3, 0]
  expect(order.map((_, from) => worstExitCode(order.slice(from).toReversed()))).toEqual(order)
  expect(worstExitCode([])).toBe(exitCodes.conformant)
})
