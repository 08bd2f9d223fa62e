// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { Redactor } from '../../src/journal/redact.ts'
import { expect as expectAnswer, redactWith } from '../../src/playwright/matchers.ts'

const refused = { status: 403, httpStatus: 403, body: { error: 'Not allowed', correlation_id: 'c' } } as const
const created = { status: 201, httpStatus: 201, body: { correlation_id: 'c' } } as const
const nonconforming = {
  status: 'nonconforming',
  httpStatus: 200,
  body: {},
  problems: ['deployments is missing'],
} as const
const named = {
  status: 400,
  httpStatus: 400,
  body: { target_ring: ['"MOON" is not a valid choice.'] },
} as const

describe('toHaveStatus', () => {
  it('passes for this status only', () => {
    expectAnswer(created).toHaveStatus(201)
    expectAnswer(created).not.toHaveStatus(200)
    expect(() => expectAnswer(created).toHaveStatus(200)).toThrow('Expected: status 200\nReceived: 201\n')
    expect(() => expectAnswer(created).not.toHaveStatus(201)).toThrow('Expected: not status 201\n')
  })

  it('fails for an answer that breaks the contract, and tells how', () => {
    expect(() => expectAnswer(nonconforming).toHaveStatus(200)).toThrow(
      'Received: 200, which breaks the contract\n  - deployments is missing\n',
    )
  })

  it('names the call, where the answer says which it was', () => {
    const answer = { ...created, operation: 'deployments.create', requestId: 'r-1' }
    expect(() => expectAnswer(answer).toHaveStatus(200)).toThrow(
      'Call:     deployments.create (POST /api/v1/deployments/), request r-1\n',
    )
    expect(() => expectAnswer(created).toHaveStatus(200)).toThrow('Call:     unknown\n')
  })

  it('shows the body, cut where it is long', () => {
    const long = { ...created, body: { text: 'x'.repeat(5000) } }
    expect(() => expectAnswer(long).toHaveStatus(200)).toThrow('… (5011 characters)')
    expect(() => expectAnswer({ ...created, body: 'as text' }).toHaveStatus(200)).toThrow('Body:     as text')
    expect(() => expectAnswer({ ...created, body: undefined }).toHaveStatus(200)).toThrow('Body:     none')
  })

  it('shows no secret that the run has learnt', () => {
    const redactor = new Redactor()
    redactor.secrets.add('a-secret-of-this-run')
    redactWith(redactor)
    const answer = { ...created, body: { note: 'it is a-secret-of-this-run' } }
    expect(() => expectAnswer(answer).toHaveStatus(200)).toThrow('Body:     {"note":"it is ')
    expect(() => expectAnswer(answer).toHaveStatus(200)).not.toThrow('a-secret-of-this-run')
  })
})

describe('toBeRefused', () => {
  it('passes for an error of this status with a text that the caller can read', () => {
    expectAnswer(refused).toBeRefused(403)
  })

  it.each([
    ['another status', { ...refused, status: 404, httpStatus: 404 }],
    ['no text', { ...refused, body: { error: { code: 7 } } }],
    ['no object', { ...refused, body: 'Not allowed' }],
    ['no body', { ...refused, body: null }],
  ])('fails for %s', (_, answer) => {
    expect(() => expectAnswer(answer).toBeRefused(403)).toThrow('Expected: a refusal 403 with an error text')
  })

  it('fails for a success that carries an error', () => {
    expect(() => expectAnswer({ ...created, body: { error: 'no' } }).toBeRefused(201)).toThrow(
      'toBeRefused(201)',
    )
  })
})

describe('toNameField', () => {
  it('passes for a 400 with a message for the field', () => {
    expectAnswer(named).toNameField('target_ring')
    expectAnswer(named).not.toNameField('app_name')
  })

  it.each([
    ['another status', { ...named, status: 422, httpStatus: 422 }],
    ['no message', { ...named, body: { target_ring: [] } }],
    ['a text instead of messages', { ...named, body: { target_ring: 'wrong' } }],
    ['no object', { ...named, body: null }],
  ])('fails for %s', (_, answer) => {
    expect(() => expectAnswer(answer).toNameField('target_ring')).toThrow('names the field target_ring')
  })
})
