// SPDX-License-Identifier: Apache-2.0
import type { Session } from './plan.ts'
import type { Profile } from './profile.ts'
import type { RunProblem } from './record.ts'
import { signInAll, type Credentials } from './sessions.ts'
import { checkIsEucora, countStored, TargetUnusable } from './target-check.ts'

/** What a load starts from. */
export interface Ready {
  readonly sessions: readonly Session[]
  /** Deployments that were stored before the run. */
  readonly stored: number
}

/** Establishes what a profile needs: the right target, a session for each user, a count to compare with. */
export async function meetPreconditions(
  baseUrl: string,
  profile: Profile,
  credentials: readonly Credentials[],
  say: (line: string) => void,
): Promise<Ready | { readonly problem: RunProblem }> {
  try {
    await checkIsEucora(baseUrl)
    say(`Signing in ${profile.users} times …`)
    const sessions = await signInAll(baseUrl, credentials, profile.users)
    const [first] = sessions
    const counts = profile.preconditions.includes('stored-deployments-can-be-counted')
    return { sessions, stored: first && counts ? await countStored(baseUrl, first) : 0 }
  } catch (error) {
    if (error instanceof TargetUnusable) return { problem: { kind: error.kind, sentence: error.message } }
    throw error
  }
}
