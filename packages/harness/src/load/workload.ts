// SPDX-License-Identifier: Apache-2.0
import type { Profile } from './profile.ts'

/** An answer that needs no work: what a server that answers at once sends. */
export interface InstantAnswer {
  readonly status: number
  /** JSON text. */
  readonly body: string
}

/** A profile with the k6 script that runs it and the data it sends. */
export interface Workload {
  readonly profile: Profile
  /** The k6 entry script (TypeScript); it is bundled before it runs. */
  readonly script: URL
  /** The operation whose expected answers must all be found stored afterwards. */
  readonly createOperation: string
  /** `count` request bodies as JSON text; the same run id and seed give the same ones. */
  readonly buildBodies: (runId: string, seed: number, count: number) => string[]
  /** What a backend that takes no time answers; for measuring the generator's own ceiling. */
  readonly answerAtOnce: (method: string, path: string) => InstantAnswer
}
