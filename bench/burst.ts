// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../packages/harness/src/config.ts'
import { conforms } from '../packages/harness/src/contract/check.ts'
import { bundleScript } from '../packages/harness/src/load/bundle.ts'
import { measureCeiling } from '../packages/harness/src/load/ceiling.ts'
import { newRunId, seedOf } from '../packages/harness/src/load/environment.ts'
import { findK6 } from '../packages/harness/src/load/k6-binary.ts'
import { formOf, type Profile } from '../packages/harness/src/load/profile.ts'
import { RunFile } from '../packages/harness/src/load/run-schema.ts'
import { runLoad } from '../packages/harness/src/load/runner.ts'
import type { Workload } from '../packages/harness/src/load/workload.ts'
import { loadUsers } from '../packages/harness/src/seed/users.ts'
import { startTarget } from '../packages/harness/src/target.ts'
import { burst, burstLoad } from '../packages/scenarios/src/load/burst.ts'
import { worstOf, type BurstRun } from './burst-runs.ts'
import type { Form } from './form.ts'
import { interleaved, medianPair, type Measured } from './measure.ts'
import { password } from './servers.ts'

/** The users of the burst on the embedded default, beside what the same script reaches where answers take no time. */
export async function benchBurst(form: Form): Promise<readonly Measured[]> {
  const { pairs, users, burstSeconds, instantSeconds } = form
  const profile: Profile = { ...burst, users, holdSeconds: burstSeconds, arrivals: [] }
  const folder = await mkdtemp(join(tmpdir(), 'bench-burst-'))
  const runs: BurstRun[] = []
  try {
    const onStandIn = async () => {
      const run = await judgedRun({ ...burstLoad, profile }, folder)
      runs.push(run)
      return run.perSecond
    }
    const atOnce = () => instantPerSecond({ ...burstLoad, profile }, instantSeconds, folder)
    const median = medianPair(await interleaved(pairs, onStandIn, atOnce))
    const worst = worstOf(runs)
    const of = `worst of ${pairs} runs of ${users} users without a pause for ${burstSeconds} s on the embedded default`
    return [
      {
        name: 'burst',
        unit: 'requests/s',
        judged: 'ratio at least',
        limit: 0.75,
        how: `${users} users who create without a pause, ${burstSeconds} s on the embedded default; median of ${pairs} interleaved pairs; worst success ${(worst.success * 100).toFixed(2)} %, worst p99 up to ${worst.p99UpToMs} ms, ${worst.dropped} dropped, ${worst.invariants} invariants held in each run; peer: the same script for ${instantSeconds} s against a server that answers at once`,
        ...median,
      },
      {
        name: 'burst-success',
        unit: 'share',
        judged: 'value at least',
        limit: burst.overall.successRate,
        value: worst.success,
        peer: burst.overall.successRate,
        how: `Share of requests with the due status, ${of}; peer: the limit`,
      },
      {
        name: 'burst-p99',
        unit: 'ms',
        judged: 'value at most',
        limit: burst.overall.p99Ms,
        value: worst.p99UpToMs,
        peer: burst.overall.p99Ms,
        how: `Upper bound of the p99 bucket, ${of}; peer: the limit`,
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One run as `npm run load` makes it. Throws where an invariant is broken or open: fast and wrong is wrong. */
async function judgedRun(workload: Workload, folder: string): Promise<BurstRun> {
  const config = await loadConfig()
  const args = config.target.loadArgs
  await using target = await startTarget(config, { args, env: { EUCORA_PASSWORD: password } })
  const { runFile } = await runLoad({
    workload,
    target: { url: target.url, kind: 'stand-in', args, servers: target.servers },
    credentials: loadUsers.map((username) => ({ username, password })),
    reportsDir: folder,
  })
  const run: unknown = JSON.parse(await readFile(runFile, 'utf8'))
  if (!conforms(RunFile, run)) throw new Error(`${runFile} is not of the schema of runs.`)
  const broken = run.invariants.filter(({ verdict }) => verdict !== 'PASS')
  if (broken.length > 0) throw new Error(`A burst proves nothing: ${JSON.stringify(broken)}`)
  const [part] = run.parts ?? []
  if (part === undefined || part.p99UpToMs === null) {
    throw new Error(`A burst had no judged answer: ${run.reasons.join(' ')}`)
  }
  return {
    perSecond: part.achieved,
    success: part.expected / part.requests,
    p99UpToMs: Math.round(part.p99UpToMs),
    dropped: run.rates.dropped,
    invariants: run.invariants.length,
  }
}

async function instantPerSecond(workload: Workload, holdSeconds: number, folder: string): Promise<number> {
  const { profile } = workload
  const runId = newRunId('bench', 'instant', new Date())
  const scriptFile = join(folder, 'script.js')
  await bundleScript(workload.script, scriptFile)
  const seed = seedOf(runId)
  const reached = await measureCeiling(
    {
      profile,
      runId,
      seed,
      bodies: workload.buildBodies(runId, seed, 2000),
      data: null,
      k6Path: (await findK6()).path,
      scriptFile,
      privateDir: folder,
      generators: 1,
    },
    workload,
    { ...formOf(profile, 'full'), holdSeconds },
  )
  if (reached === undefined)
    throw new Error(`k6 failed against a server that answers at once; see ${folder}.`)
  return reached
}
