// SPDX-License-Identifier: Apache-2.0
import { expect } from './matchers.ts'
import { stepsAreShown } from './steps.ts'

interface Answered {
  readonly status: number | 'nonconforming'
  readonly httpStatus: number
  readonly body: unknown
}

type Declared<A extends Answered> = Extract<A['status'], number>

type BodyFor<A extends Answered, S> = Extract<A, { readonly status: S }>['body']

/** Asserts that an answer has a status and keeps the contract, and gives its typed body. */
export function answered<A extends Answered, const S extends Declared<A>>(answer: A, status: S): BodyFor<A, S>
export function answered(answer: Answered, status: number): unknown {
  // What holds needs no step where nobody sees it.
  if (answer.status === status && !stepsAreShown()) return answer.body
  try {
    expect(answer).toHaveStatus(status)
  } catch (error) {
    // The failure stands at the author's line, not here.
    if (error instanceof Error) Error.captureStackTrace(error, answered)
    throw error
  }
  return answer.body
}
