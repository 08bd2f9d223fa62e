// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runReportHtml } from '../report/run-report.ts'
import { bundleScript } from './bundle.ts'
import { measureCeiling } from './ceiling.ts'
import { loadAverage, newRunId, seedOf } from './environment.ts'
import { generate } from './generator.ts'
import { judge, needsCeiling, type Judgement } from './judge.ts'
import { findK6 } from './k6-binary.ts'
import { formOf, refuseUnreachable, type FormName } from './profile.ts'
import { startReceiver } from './receiver.ts'
import { notStarted, recordOf, type Observed } from './observed.ts'
import { toRunFile } from './run-file.ts'
import { prepareRunsDir, readLog, writeRunFiles } from './run-files.ts'
import { countStored, parseTarget } from './target-check.ts'
import { meetPreconditions } from './preconditions.ts'
import type { Credentials } from './sessions.ts'
import { progressLine, Timeline } from './timeline.ts'
import type { Workload } from './workload.ts'

export interface RunLoadOptions {
  readonly workload: Workload
  /** Default `full`. */
  readonly form?: FormName | undefined
  readonly target: { readonly url: string; readonly kind: 'stand-in' | 'external' }
  /** Users to sign in with, taken in turn until every user of the profile has a session of its own. */
  readonly credentials: readonly Credentials[]
  /** Folder of all reports; the run gets a folder of its own below `runs`. */
  readonly reportsDir: string
  /** Hosts other than this machine that may be loaded. */
  readonly allowedHosts?: readonly string[] | undefined
  /** Aborting it ends the run early; what was recorded is kept and the verdict is INVALID. */
  readonly signal?: AbortSignal | undefined
  /** Gets lines for people; default: none are written. */
  readonly say?: ((line: string) => void) | undefined
}

export interface LoadRunResult extends Judgement {
  readonly runId: string
  /** Absolute path of the run's run.json. */
  readonly runFile: string
}

/** Seconds between two lines of progress. */
const progressSeconds = 3
/** Different request bodies that are made ready; users take them in turn. */
const bodyCount = 2000

/** Runs a load, judges it and writes its results; throws a HarnessError where it could not be tried or recorded. */
export async function runLoad(options: RunLoadOptions): Promise<LoadRunResult> {
  const { workload, reportsDir, say = () => {} } = options
  const { profile } = workload
  refuseUnreachable(profile)
  const form = formOf(profile, options.form ?? 'full')
  const baseUrl = parseTarget(options.target.url, options.allowedHosts)
  const k6 = await findK6()
  const runsDir = await prepareRunsDir(reportsDir)
  const startedAt = new Date()
  const runId = newRunId(profile.name, form.name, startedAt)
  const loadAverageBefore = loadAverage()
  const timeline = new Timeline()
  let saidAt = 0
  await using receiver = await startReceiver({
    runId,
    onPush: (growth, receivedAtMs) => {
      timeline.add(growth, receiver.store.gauge('k6_vus'), receivedAtMs)
      const point = timeline.points.at(-1)
      if (!point || receivedAtMs - saidAt < progressSeconds * 1000) return
      saidAt = receivedAtMs
      say(progressLine(point))
    },
  })
  const privateDir = await mkdtemp(join(tmpdir(), 'eucora-load-'))
  try {
    say(
      `Run ${runId}: ${profile.users} users, ${form.rampSeconds} s ramp and ${form.holdSeconds} s hold on ${baseUrl}`,
    )
    const observe = async (): Promise<Observed> => {
      const ready = await meetPreconditions(baseUrl, profile, options.credentials, say)
      if ('problem' in ready) return notStarted(ready.problem)
      const scriptFile = join(privateDir, 'script.js')
      const scriptSha256 = await bundleScript(workload.script, scriptFile)
      const seed = seedOf(runId)
      const bodies = workload.buildBodies(runId, seed, bodyCount)
      const common = { profile, runId, seed, bodies, k6Path: k6.path, scriptFile, privateDir }
      const generated = await generate({
        ...common,
        form,
        baseUrl,
        sessions: ready.sessions,
        receiver,
        signal: options.signal,
      })
      const reader = ready.sessions[0]
      const storedAfter = reader ? await countStored(baseUrl, reader).catch(() => undefined) : undefined
      const k6Log = await readLog(generated.logFile, ready.sessions)
      const interrupted = options.signal?.aborted ?? false
      const observed: Observed = {
        exit: generated.exit,
        summary: generated.summary,
        interrupted,
        storedBefore: ready.stored,
        storedAfter,
        scriptSha256,
        k6Log,
        problem: undefined,
        ceilingPerSecond: undefined,
        heldSeconds:
          generated.summary && !interrupted
            ? form.holdSeconds
            : Math.min(timeline.heldSeconds, form.holdSeconds),
      }
      if (interrupted || !needsCeiling(recordOf(observed, workload, form, receiver))) return observed
      say('A target was missed: measuring what the load generator itself can do …')
      return {
        ...observed,
        ceilingPerSecond: await measureCeiling({ ...common, signal: options.signal }, workload),
      }
    }
    const observed = await observe()
    const record = recordOf(observed, workload, form, receiver)
    const judgement = judge(record)
    const run = toRunFile({
      record,
      judgement,
      observed,
      receiver,
      runId,
      k6Version: k6.version,
      target: { url: baseUrl, kind: options.target.kind },
      startedAt,
      loadAverageBefore,
    })
    const all = [record.overall, ...record.operations]
    const histograms = Object.fromEntries(all.map(({ operation, latency }) => [operation, latency] as const))
    const points = timeline.points
    const html = await runReportHtml(run, points)
    const runFile = await writeRunFiles(runsDir, {
      run,
      histograms,
      timeline: points,
      k6Log: observed.k6Log,
      html,
    })
    return { ...judgement, runId, runFile }
  } finally {
    await rm(privateDir, { recursive: true, force: true })
  }
}
