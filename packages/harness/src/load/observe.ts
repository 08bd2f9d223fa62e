// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { join } from 'node:path'
import type { Actor, Credential } from '../client/actor.ts'
import type { Client } from '../client/client.ts'
import { bundleScript } from './bundle.ts'
import { measureCeiling } from './ceiling.ts'
import { seedOf } from './environment.ts'
import { generate } from './generator.ts'
import { needsCeiling } from './judge.ts'
import { notStarted, recordOf, type Observed } from './observed.ts'
import { meetPreconditions } from './preconditions.ts'
import type { Form } from './profile.ts'
import type { Receiver } from './receiver.ts'
import { readLog } from './run-files.ts'
import { countStored } from './stored.ts'
import type { Timeline } from './timeline.ts'
import type { Workload } from './workload.ts'

export interface Observation {
  readonly client: Client
  readonly workload: Workload
  readonly form: Form
  readonly credentials: readonly Credential[]
  readonly runId: string
  readonly k6Path: string
  readonly receiver: Receiver
  readonly timeline: Timeline
  /** A folder that only this user can read; the caller deletes it. */
  readonly privateDir: string
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Different request bodies that are made ready; users take them in turn. */
const bodyCount = 2000
/** Who has interrupted a run does not wait longer than this for the target to be read. */
const patienceMs = 3000

/** Sets up, loads and reads back; an interruption at any point gives what was seen until then. */
export async function observe(observation: Observation): Promise<Observed> {
  const { client, workload, form, runId, k6Path, receiver, privateDir, say, signal } = observation
  const { profile } = workload
  const ready = await meetPreconditions({ ...observation, profile })
  if ('problem' in ready) return notStarted(ready.problem)
  const scriptFile = join(privateDir, 'script.js')
  const scriptSha256 = await bundleScript(workload.script, scriptFile)
  const seed = seedOf(runId)
  const bodies = workload.buildBodies(runId, seed, bodyCount)
  const common = { profile, runId, seed, bodies, k6Path, scriptFile, privateDir, signal }
  const { sessions } = ready
  const { exit, summary, logFile } = await generate({
    ...common,
    form,
    baseUrl: client.baseUrl,
    sessions,
    receiver,
  })
  const seen: Observed = {
    exit,
    summary,
    interrupted: signal.aborted,
    storedBefore: ready.stored,
    storedAfter: await readBack(ready.reader, signal),
    scriptSha256,
    k6Log: await readLog(logFile, client.journal.redactor.secrets),
    problem: undefined,
    ceilingPerSecond: undefined,
    heldSeconds: heldSeconds(observation, summary !== undefined && !signal.aborted),
  }
  if (signal.aborted || !needsCeiling(recordOf(seen, workload, form, receiver))) return ended(seen, signal)
  say('A target was missed: measuring what the load generator itself can do …')
  return ended({ ...seen, ceilingPerSecond: await measureCeiling(common, workload) }, signal)
}

/** The number of stored deployments; undefined where it cannot be read, which leaves the invariant open. */
async function readBack(reader: Actor, signal: AbortSignal): Promise<number | undefined> {
  if (signal.aborted) return await countStored(reader, { timeoutMs: patienceMs }).catch(() => undefined)
  const interrupted = once(signal, 'abort').then(() => undefined)
  return await Promise.race([interrupted, countStored(reader).catch(() => undefined)])
}

/** Reading back and measuring take their time too. */
function ended(seen: Observed, { aborted }: AbortSignal): Observed {
  return { ...seen, interrupted: aborted }
}

function heldSeconds({ form, timeline }: Observation, whole: boolean): number {
  return whole ? form.holdSeconds : Math.min(timeline.heldSeconds, form.holdSeconds)
}
