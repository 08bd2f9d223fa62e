// SPDX-License-Identifier: Apache-2.0
import { SetUpError } from '../../../../src/errors.ts'
import { about, answered, expect, test } from '../../../../src/playwright/index.ts'

const facts = { app: 'deployments', class: 'EdgeCases', rule: 'ring-must-exist', tags: ['@red'] } as const

test('an assertion fails', about(facts), async ({ as }) => {
  const submitter = await as('submitter')
  answered(await submitter.send('deployments.create', { body: { password: 'hunter2'.repeat(2) } }), 400)
})

test('a soft assertion fails', about(facts), () => {
  expect.soft(1).toBe(2)
})

test('a call gets no answer', about({ ...facts, tags: ['@broken'] }), async ({ as }) => {
  const submitter = await as('submitter')
  await submitter.send('deployments.list', { headers: { 'x-fake': 'hang' } })
})

test('a state cannot be reached', about({ ...facts, tags: ['@broken'] }), async ({ as }) => {
  const submitter = await as('submitter')
  const answer = await submitter.call('deployments.list', {})
  throw new SetUpError('a deployment', answer)
})

test('the scenario itself is wrong', about({ ...facts, tags: ['@broken'] }), () => {
  const nothing: { readonly text?: string } = {}
  expect(String(nothing.text).length).toBeGreaterThan(0)
  throw new TypeError('a mistake')
})

test('the scenario never ends', about({ ...facts, tags: ['@broken'] }), async () => {
  test.setTimeout(1000)
  await new Promise(() => undefined)
})

test('the target lacks the route', about({ ...facts, tags: ['@lacking'] }), () => {
  test.skip(true, 'The target has no such route')
})
