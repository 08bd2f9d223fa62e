// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:net'

import { sessionRoles, type SessionRole } from './contract/session-roles.ts'
import { credentialsFrom, type Credentials } from './credentials.ts'
import { HarnessError, messageOf } from './errors.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { findK6 } from './load/k6-binary.ts'

/** One thing that the harness needs, and how it stands. */
export interface Finding {
  readonly name: string
  readonly ok: boolean
  /** What was found, or what is wrong; with the value. */
  readonly found: string
  /** What to do about what was not found. */
  readonly next?: string
  /** What a run that needs it ends with. Default 0: nothing ends for the lack of it. */
  readonly exitCode?: ExitCode
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The port of the stand-in that `npm run mocks` starts. */
export const standInPort = 4600

/** How the doctor reaches a target; each throws a HarnessError that says why it cannot. */
export interface Reach {
  /** Returns when what answers there is a live EUCORA. */
  readonly isEucora: (baseUrl: string) => Promise<void>
  /** Returns when the first user of the role can sign in. */
  readonly signIn: (baseUrl: string, credentials: Credentials, role: SessionRole) => Promise<void>
}

/** Looks at everything that a run needs, and changes nothing. */
export async function examine(env: Environment, reach: Reach): Promise<Finding[]> {
  const target = env['EUCORA_BASE_URL']
  return [
    node(),
    packageManager(env),
    await loadGenerator(env),
    browser(env),
    ...(target ? await realBackend(target, env, reach) : [await port(standInPort), embedded()]),
  ]
}

function node(): Finding {
  return { name: 'Node', ok: true, found: `${process.versions.node} (${process.execPath})` }
}

function packageManager(env: Environment): Finding {
  const version = env['EUCORA_PNPM']
  return {
    name: 'pnpm',
    ok: true,
    found: version ? `${version}, through npx` : 'comes through npx with the set-up',
  }
}

async function loadGenerator(env: Environment): Promise<Finding> {
  const name = 'k6'
  try {
    const { path, version } = await findK6(env)
    const how = env['EUCORA_K6_FOUND'] ?? (env['K6_BIN'] ? 'K6_BIN' : 'PATH')
    return { name, ok: true, found: `${version} (${path}, found by ${how})` }
  } catch (error) {
    return {
      name,
      ok: false,
      found: messageOf(error),
      next: 'The next `npm start` or `npm run load` downloads it, or builds it where Go is installed. Suites run without it.',
      exitCode: exitCodes.usage,
    }
  }
}

function browser(env: Environment): Finding {
  const found = env['EUCORA_BROWSER']
  if (found) return { name: 'browser', ok: true, found }
  return {
    name: 'browser',
    ok: false,
    found: 'none was found; the API and integration suites need none',
    next: 'Install Chrome or Chromium, or run `npx playwright install chromium` in packages/scenarios.',
  }
}

/** Whether a port of this machine is free. */
export async function port(number: number): Promise<Finding> {
  const name = `port ${number}`
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const server = createServer()
  server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
  server.listen(number, '127.0.0.1', () => server.close(() => resolve(undefined)))
  const problem = await promise
  if (problem === undefined)
    return { name, ok: true, found: 'free for `npm run mocks`; other runs take any free port' }
  return {
    name,
    ok: false,
    found: problem === 'EADDRINUSE' ? 'in use by another program' : `cannot be used: ${problem}`,
    next: `\`npm run mocks\` needs it: end what listens there (\`lsof -i :${number}\` names it). Other runs take any free port.`,
  }
}

function embedded(): Finding {
  return {
    name: 'target',
    ok: true,
    found:
      'the embedded stand-in, started by each run with users of every role; EUCORA_BASE_URL aims at another',
  }
}

async function realBackend(target: string, env: Environment, reach: Reach): Promise<Finding[]> {
  try {
    await reach.isEucora(target)
  } catch (error) {
    return [
      failed('target', error, `Start the backend at ${target}, or correct EUCORA_BASE_URL.`),
      { name: 'users', ok: false, found: 'not looked at: no target', exitCode: exitCodes.invalid },
    ]
  }
  return [
    { name: 'target', ok: true, found: `${target} is a live EUCORA` },
    ...(await users(target, env, reach)),
  ]
}

async function users(target: string, env: Environment, reach: Reach): Promise<Finding[]> {
  let credentials: Credentials
  try {
    credentials = credentialsFrom(env)
  } catch (error) {
    return [failed('users', error, 'Name the users of each role: see "A real backend" in the README.')]
  }
  const findings: Finding[] = []
  // One after the other: a backend limits how many may sign in at once.
  for (const role of sessionRoles) {
    const name = `user ${role}`
    const count = credentials[role].length
    try {
      await reach.signIn(target, credentials, role)
      findings.push({ name, ok: true, found: `the first of ${count} signs in` })
    } catch (error) {
      findings.push(failed(name, error, `Correct the credentials of the role ${role}, or create its users.`))
    }
  }
  return findings
}

function failed(name: string, error: unknown, next: string): Finding {
  const found = messageOf(error)
  // These say themselves what to do next.
  if (error instanceof HarnessError) return { name, ok: false, found, exitCode: error.exitCode }
  // Anything else is a defect of ours, and is reported as one.
  return { name, ok: false, found, next, exitCode: exitCodes.harnessFailed }
}
