// SPDX-License-Identifier: Apache-2.0
import { PlaneFailure } from './plane-failure.ts'
import type { Headers } from './plane-http.ts'
import { ReadOnce } from './read-once.ts'

/** Keeps one token until the plane refuses it. */
export class Token {
  readonly #issue: (requestId: string) => Promise<string>
  readonly #issued = new ReadOnce<string>()

  constructor(issue: (requestId: string) => Promise<string>) {
    this.#issue = issue
  }

  /** As the header that planes with bearer tokens want. */
  readonly bearer = async (requestId: string, fresh: boolean): Promise<Headers> => {
    const token = await this.#issued.value(() => this.#issue(requestId).catch(notLetIn), fresh)
    return { Authorization: `Bearer ${token}` }
  }
}

/** OAuth answers 400 where it does not know a client or its secret. */
function notLetIn(error: unknown): never {
  if (!(error instanceof PlaneFailure) || error.details['status_code'] !== 400) throw error
  throw new PlaneFailure('policy_violation', error.message, error.details, error)
}
