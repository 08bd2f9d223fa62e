// SPDX-License-Identifier: Apache-2.0
import { expect as baseExpect } from '@playwright/test'
import { Redactor } from '../journal/redact.ts'
import { contract, type Operation, type OperationId } from '../contract/index.ts'

/** What the matchers look at: any answer, whatever its operation. */
interface AnswerLike {
  readonly status: number | 'nonconforming'
  readonly httpStatus: number
  readonly body: unknown
  readonly problems?: readonly string[]
  readonly operation?: string
  readonly requestId?: string
}

interface Outcome {
  readonly pass: boolean
  readonly message: () => string
  readonly name: string
  readonly expected?: unknown
  readonly actual?: unknown
}

const shownCharacters = 1500

let redactor = new Redactor()

/** Makes failure messages leave out the secrets that a run has learnt. */
export function redactWith(learnt: Redactor): void {
  redactor = learnt
}

/** Playwright's `expect` with what answers of the backend are asked. */
export const expect = baseExpect.extend({
  /** The answer has this status and keeps the contract. */
  toHaveStatus(answer: AnswerLike, status: number): Outcome {
    const pass = answer.status === status
    return outcome('toHaveStatus', String(status), answer, pass, this.isNot, `status ${status}`)
  },

  /** The call is refused with this status and an error the caller can read (shapes A and B). */
  toBeRefused(answer: AnswerLike, status: number): Outcome {
    const pass = answer.status === status && status >= 400 && typeof errorOf(answer.body) === 'string'
    return outcome(
      'toBeRefused',
      String(status),
      answer,
      pass,
      this.isNot,
      `a refusal ${status} with an error text`,
    )
  },

  /** The input is refused with 400 and a message for this field (shape C). */
  toNameField(answer: AnswerLike, field: string): Outcome {
    const pass = answer.status === 400 && messagesFor(field, answer.body).length > 0
    return outcome(
      'toNameField',
      `'${field}'`,
      answer,
      pass,
      this.isNot,
      `a 400 whose body names the field ${field}`,
    )
  },
})

function outcome(
  name: string,
  argument: string,
  answer: AnswerLike,
  pass: boolean,
  isNot: boolean,
  wanted: string,
): Outcome {
  const message = () =>
    [
      `expect(answer)${isNot ? '.not' : ''}.${name}(${argument})`,
      '',
      `Expected: ${isNot ? 'not ' : ''}${wanted}`,
      `Received: ${answer.status === 'nonconforming' ? `${answer.httpStatus}, which breaks the contract` : answer.httpStatus}`,
      ...(answer.problems ?? []).map((problem) => `  - ${problem}`),
      `Call:     ${callOf(answer)}`,
      `Body:     ${shownBody(answer.body)}`,
    ].join('\n')
  return { pass, message, name, expected: wanted, actual: answer.httpStatus }
}

function callOf({ operation, requestId }: AnswerLike): string {
  if (operation === undefined || !isOperation(operation)) return 'unknown'
  const { method, path }: Operation = contract[operation]
  return `${operation} (${method} ${path}), request ${requestId ?? 'unknown'}`
}

function isOperation(id: string): id is OperationId {
  return Object.hasOwn(contract, id)
}

function shownBody(body: unknown): string {
  const shown = redactor.value(body)
  const text = typeof shown === 'string' ? shown : (JSON.stringify(shown) ?? 'none')
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`
}

function errorOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
}

function messagesFor(field: string, body: unknown): readonly unknown[] {
  const entry = Object.entries(typeof body === 'object' && body !== null ? body : {}).find(
    ([name]) => name === field,
  )
  const messages: unknown = entry?.[1]
  return Array.isArray(messages) ? messages : []
}
