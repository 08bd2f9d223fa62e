// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { join } from 'node:path'
import type { Actor } from '../client/actor.ts'
import { readAccepted } from './accepted-log.ts'
import { bundleScript } from './bundle.ts'
import { measureCeiling } from './ceiling.ts'
import { clockProblem, momentNow } from './clock-watch.ts'
import { seedOf } from './environment.ts'
import { generate, type Generated } from './generator.ts'
import { needsCeiling } from './judge.ts'
import { notStarted, recordOf, type Observed } from './observed.ts'
import { meetPreconditions, type Ready, type SettingUp } from './preconditions.ts'
import { readFlows, type FlowsRead } from './read-flows.ts'
import type { Receiver } from './receiver.ts'
import type { InvariantResult } from './record.ts'
import { readLog } from './run-files.ts'
import { statusCounts } from './status-counts.ts'
import { countStored } from './stored.ts'
import type { Timeline } from './timeline.ts'

export interface Observation extends SettingUp {
  readonly k6Path: string
  readonly receiver: Receiver
  readonly timeline: Timeline
  /** A folder that only this user can read; the caller deletes it. */
  readonly privateDir: string
  /** k6 processes that share the load. */
  readonly generators: number
}

/** Different request bodies that are made ready; users take them in turn. */
const bodyCount = 2000
/** Who has interrupted a run does not wait longer than this for the target to be read. */
const patienceMs = 3000

/** Sets up, loads and reads back; an interruption at any point gives what was seen until then. */
export async function observe(observation: Observation): Promise<Observed> {
  const { client, workload, form, runId, k6Path, receiver, privateDir, generators, say, signal } = observation
  const { profile } = workload
  const ready = await meetPreconditions(observation)
  if ('problem' in ready) return notStarted(ready.problem)
  const scriptFile = join(privateDir, 'script.js')
  const scriptSha256 = await bundleScript(workload.script, scriptFile)
  const seed = seedOf(runId)
  const bodies = workload.buildBodies(runId, seed, bodyCount)
  const { sessions, data, established } = ready
  const common = { profile, runId, seed, bodies, data, k6Path, scriptFile, privateDir, generators, signal }
  const before = momentNow()
  const generated = await generate({ ...common, form, baseUrl: client.baseUrl, sessions, receiver })
  const clock = clockProblem(before, momentNow())
  const { exit, summary, logFiles } = generated
  const { secrets } = client.journal.redactor
  const logs = await Promise.all(logFiles.map((file) => readLog(file, secrets)))
  const seen: Observed = {
    exit,
    summary,
    interrupted: signal.aborted,
    storedBefore: ready.stored,
    storedAfter: await readStored(ready.reader, signal),
    flows: await readEvents(observation, ready, generated),
    invariants: await readOwn(observation, ready, generated),
    established,
    scriptSha256,
    k6Log: logs.join(''),
    problem: undefined,
    clock,
    ceilingPerSecond: undefined,
    heldSeconds: heldSeconds(observation, summary !== undefined && !signal.aborted),
  }
  if (signal.aborted || !needsCeiling(recordOf(seen, workload, form, receiver))) return ended(seen, signal)
  say('A target was missed: measuring what the load generator itself can do …')
  return ended({ ...seen, ceilingPerSecond: await measureCeiling(common, workload) }, signal)
}

/** The number of stored deployments; undefined where it cannot be read, which leaves the invariant open. */
async function readStored(reader: Actor, signal: AbortSignal): Promise<number | undefined> {
  if (signal.aborted) return await countStored(reader, { timeoutMs: patienceMs }).catch(() => undefined)
  const interrupted = once(signal, 'abort').then(() => undefined)
  return await Promise.race([interrupted, countStored(reader).catch(() => undefined)])
}

async function readEvents(
  { workload, say, signal }: Observation,
  { reader }: Ready,
  { consoleFiles }: Generated,
): Promise<FlowsRead | undefined> {
  if ((workload.profile.keptShare ?? 0) === 0) return undefined
  const creates = await readAccepted(consoleFiles)
  say(`Reading back the events of ${creates.length.toLocaleString('en')} accepted creates …`)
  return await readFlows(reader, creates, () => signal.aborted)
}

async function readOwn(
  { workload, receiver, say, signal }: Observation,
  { readBack }: Ready,
  { summary }: Generated,
): Promise<readonly InvariantResult[]> {
  if (readBack === undefined) return []
  say('Reading back what was done …')
  return await readBack({
    statuses: statusCounts(receiver.store),
    countsComplete: summary !== undefined,
    cutOff: signal.aborted ? workload.profile.users : 0,
    aborted: () => signal.aborted,
  })
}

/** Reading back and measuring take their time too. */
function ended(seen: Observed, { aborted }: AbortSignal): Observed {
  return { ...seen, interrupted: aborted }
}

function heldSeconds({ form, timeline }: Observation, whole: boolean): number {
  return whole ? form.holdSeconds : Math.min(timeline.heldSeconds, form.holdSeconds)
}
