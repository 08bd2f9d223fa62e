// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import type { Actor, Credential } from '../client/actor.ts'
import type { Client } from '../client/client.ts'
import type { Session } from '../client/identity.ts'
import { HarnessError, TransportError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { isEucora } from '../preflight.ts'
import type { Profile } from './profile.ts'
import { interruption, type RunProblem } from './record.ts'
import { signInAll } from './sessions.ts'
import { countStored } from './stored.ts'

/** What a load starts from. */
export interface Ready {
  readonly sessions: readonly Session[]
  /** One of the users, for reading back. */
  readonly reader: Actor
  /** Deployments that were stored before the run. */
  readonly stored: number
}

export interface SettingUp {
  readonly client: Client
  readonly profile: Profile
  readonly credentials: readonly Credential[]
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Establishes what a profile needs: the right target, a session for each user, a count to compare with. */
export async function meetPreconditions(
  setting: SettingUp,
): Promise<Ready | { readonly problem: RunProblem }> {
  const { signal } = setting
  if (signal.aborted) return { problem: interruption }
  const interrupted = once(signal, 'abort').then(() => ({ problem: interruption }))
  try {
    return await Promise.race([interrupted, ready(setting)])
  } catch (error) {
    const problem = problemOf(error)
    if (problem === undefined) throw error
    return { problem }
  }
}

async function ready({ client, profile, credentials, say }: SettingUp): Promise<Ready> {
  await isEucora(client)
  say(`Signing in ${profile.users} times …`)
  const actors = await signInAll(client, credentials, profile.users)
  const sessions = actors.flatMap(({ session }) => session ?? [])
  const [reader] = actors
  if (reader === undefined || sessions.length < actors.length) {
    throw new HarnessError(
      'not-eucora',
      `${client.baseUrl} accepts sign-ins and gives no session`,
      'Check that its cookies sessionid and csrftoken reach this program',
    )
  }
  const counts = profile.preconditions.includes('stored-deployments-can-be-counted')
  return { sessions, reader, stored: counts ? await countStored(reader) : 0 }
}

/** A target that cannot be loaded makes the run INVALID; any other failure is nobody's verdict. */
function problemOf(error: unknown): RunProblem | undefined {
  if (!(error instanceof HarnessError)) return undefined
  if (error instanceof TransportError) return { kind: 'wrong-target', sentence: error.message }
  if (error.exitCode !== exitCodes.invalid) return undefined
  const kind = error.kind === 'credentials-refused' ? 'preconditions' : 'wrong-target'
  return { kind, sentence: error.message }
}
