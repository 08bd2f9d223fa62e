// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { Client } from './client/client.ts'
import { runIdFrom, type ResolvedConfig } from './config.ts'
import { hasControl } from './control-call.ts'
import { credentialsFrom } from './credentials.ts'
import { preflight } from './preflight.ts'
import { startTarget, type StartedTarget } from './target.ts'

/** A target that is ready for suites. */
export interface SuiteTarget extends AsyncDisposable {
  readonly url: string
  /** What the suites' processes need in their environment. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Opens the target that the environment names: `EUCORA_BASE_URL`, else the configured default, started with a password
 * of this run. Throws a HarnessError where it is not ready: 4 for configuration, 5 for a target that is none.
 */
export async function openSuiteTarget(
  config: ResolvedConfig,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SuiteTarget> {
  const runId = runIdFrom(env)
  const baseUrl = env['EUCORA_BASE_URL']
  if (baseUrl !== undefined && baseUrl !== '') {
    await checked(baseUrl, config, env)
    const none = () => Promise.resolve()
    return {
      url: baseUrl,
      env: { EUCORA_BASE_URL: baseUrl, EUCORA_RUN_ID: runId },
      [Symbol.asyncDispose]: none,
    }
  }
  const password = env['EUCORA_PASSWORD'] || `Aa1-${randomBytes(18).toString('base64url')}`
  const started = await startTarget(config, { env: { EUCORA_PASSWORD: password } })
  return opened(started, config, { ...env, EUCORA_PASSWORD: password, EUCORA_CREDENTIALS: '' }, runId)
}

async function opened(
  started: StartedTarget,
  config: ResolvedConfig,
  env: NodeJS.ProcessEnv,
  runId: string,
): Promise<SuiteTarget> {
  try {
    await checked(started.url, config, env)
  } catch (error) {
    await started[Symbol.asyncDispose]()
    throw error
  }
  void woken(Object.values(started.servers))
  return {
    url: started.url,
    env: {
      EUCORA_BASE_URL: started.url,
      EUCORA_RUN_ID: runId,
      EUCORA_PASSWORD: env['EUCORA_PASSWORD'] ?? '',
      EUCORA_CREDENTIALS: '',
      EUCORA_SERVERS: JSON.stringify(started.servers),
    },
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  }
}

/**
 * Calls each server once while Playwright loads: the mocks load what is behind an address when it is called for the first
 * time, and all scenarios would wait for that. What does not answer is for the scenarios that call it.
 */
async function woken(urls: readonly string[]): Promise<void> {
  for (const url of urls) await hasControl(url).catch(() => false)
}

async function checked(baseUrl: string, config: ResolvedConfig, env: NodeJS.ProcessEnv): Promise<void> {
  const client = new Client({ baseUrl, timeoutMs: config.timeoutMs })
  try {
    await preflight(client, credentialsFrom(env))
  } finally {
    await client[Symbol.asyncDispose]()
  }
}
