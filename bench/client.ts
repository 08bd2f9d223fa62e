// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'undici'
import { Actor } from '../packages/harness/src/client/actor.ts'
import { Client } from '../packages/harness/src/client/client.ts'
import { Identity } from '../packages/harness/src/client/identity.ts'
import { Journal } from '../packages/harness/src/journal/journal.ts'
import type { Form } from './form.ts'
import { inFlight, perSecond } from './load.ts'
import { interleaved, medianPair, type Measured } from './measure.ts'
import { startServer } from './servers.ts'

const session = 'sessionid=0123456789abcdefghijklmnopqrstuv'
const csrf = 'csrftoken=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'

const body = {
  app_name: 'bench-app-run-00000000',
  version: '1.2.3',
  target_ring: 'LAB',
  evidence_pack: {
    app_name: 'bench-app-run-00000000',
    has_rollback_plan: true,
    rollback_tested: true,
    artifact_hash: '0123456789abcdef'.repeat(4),
    sbom_data: { packages: [{ name: 'alpha', version: '1.0.0' }] },
    vulnerability_scan_results: { critical: 0, high: 0, medium: 0, low: 1 },
    rollback_plan: 'Uninstall, then install the version that was there before this one.',
  },
} as const

/** The client on create, with validation and a journal file, beside a bare undici pool on the same server. */
export async function benchClient({ pairs, requests }: Form): Promise<readonly Measured[]> {
  await using server = await startServer('bench/server.ts', 'bench')
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const journal = new Journal({ file: join(folder, 'journal.ndjson'), keep: 1000 })
  const client = new Client({ baseUrl: server.url, journal, connections: inFlight })
  const pool = new Pool(server.url, { connections: inFlight })
  try {
    const value = () => perSecond(requests, oursOn(client))
    const peer = () => perSecond(requests, bareOn(pool))
    await value()
    await peer()
    const median = medianPair(await interleaved(pairs, value, peer))
    return [
      {
        name: 'client-create',
        unit: 'requests/s',
        judged: 'ratio at least',
        limit: 0.5,
        how: `POST a create, ${inFlight} in flight, body read by both; median of ${pairs} interleaved pairs of ${requests} requests; validation and journal on; peer: a bare undici Pool`,
        ...median,
      },
    ]
  } finally {
    await client[Symbol.asyncDispose]()
    await pool.destroy()
    journal[Symbol.dispose]()
    rmSync(folder, { recursive: true })
  }
}

function oursOn(client: Client): () => Promise<void> {
  const identity = new Identity('submitter', 'bench')
  identity.receive([session, csrf])
  const actor = new Actor(client, identity)
  return async () => {
    const answer = await actor.call('deployments.create', { body })
    if (answer.status !== 201) throw new Error(`The bench server answered ${answer.httpStatus}.`)
  }
}

function bareOn(pool: Pool): () => Promise<void> {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', cookie: `${session}; ${csrf}`, 'x-csrftoken': csrf }
  return async () => {
    const response = await pool.request({ method: 'POST', path: '/api/v1/deployments/', headers, body: text })
    await response.body.text()
    if (response.statusCode !== 201) throw new Error(`The bench server answered ${response.statusCode}.`)
  }
}
