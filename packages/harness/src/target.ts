// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Type } from './contract/schema.ts'
import type { ResolvedConfig } from './config.ts'
import { schemaProblems } from './contract/validate.ts'
import { HarnessError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'

/** How long a target may take to end itself before it is killed. */
const graceMs = 3000

/** A longer message hides the cause. */
const shownCharacters = 2000

/** A target that the harness started and ends. */
export interface StartedTarget extends AsyncDisposable {
  readonly url: string
  /** Every server that it announced, by name. */
  readonly servers: Readonly<Record<string, string>>
}

export interface StartOptions {
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Added to the configured command. */
  readonly args?: readonly string[]
}

const Line = Type.Object({ name: Type.String(), url: Type.String() })

/**
 * Starts the configured default target and waits until it announces its servers. It ends with `Symbol.asyncDispose`,
 * and at the latest with this process. Throws a HarnessError where it ends or stays silent instead.
 */
export async function startTarget(
  config: ResolvedConfig,
  options: StartOptions = {},
): Promise<StartedTarget> {
  const [program = '', ...args] = [...config.target.command, ...(options.args ?? [])]
  const child = spawn(program, args, {
    cwd: config.root,
    env: { ...process.env, ...options.env },
    // A pipe that nobody writes to: it ends with this process, however that ends, and tells the target so.
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own process group, so that Ctrl-C reaches it through us, when what it serves has been read back.
    detached: true,
  })
  const kill = () => killGroup(child)
  process.on('exit', kill)
  const end = async () => {
    await endProcess(child)
    process.off('exit', kill)
  }
  try {
    const servers = await announcedServers(child, config)
    const url = servers[config.target.server]
    if (url === undefined) throw unannounced(config, servers)
    return { url, servers, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Resolves once the target's own server is announced; later lines add to the same record. */
async function announcedServers(
  child: ChildProcess,
  config: ResolvedConfig,
): Promise<Record<string, string>> {
  const servers: Record<string, string> = {}
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-shownCharacters)
  })
  const command = config.target.command.join(' ')
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, string>>()
  const timer = setTimeout(() => {
    reject(
      new HarnessError(
        'time-out',
        `\`${command}\` did not announce the server "${config.target.server}" within ${config.target.startTimeoutMs} ms${said(complaint)}`,
        'Run the command by hand and look what it waits for, or raise target.startTimeoutMs',
      ),
    )
  }, config.target.startTimeoutMs)
  child.once('error', (error) => {
    reject(
      new HarnessError(
        'configuration',
        `\`${command}\` cannot be started: ${error.message}`,
        'Correct target.command',
      ),
    )
  })
  child.once('close', (code, signal) => {
    // What the target says of its own usage (a port in use, a bad flag) is bad usage here as well.
    const kind = code === exitCodes.usage ? 'configuration' : 'internal'
    const how = code === null ? `was ended by ${signal}` : `ended with code ${code}`
    const next = 'Run the command by hand to see more'
    reject(new HarnessError(kind, `\`${command}\` ${how} before it listened${said(complaint)}`, next))
  })
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const server = parseLine(line)
      if (server === undefined) return
      servers[server.name] = server.url
      if (server.name === config.target.server) resolve(servers)
    })
  }
  try {
    return await promise
  } finally {
    clearTimeout(timer)
  }
}

function said(complaint: string): string {
  const text = complaint.trim().replace(/\.$/, '')
  return text === '' ? '' : `; it said: ${text}`
}

function parseLine(line: string): { name: string; url: string } | undefined {
  if (!line.startsWith('{')) return undefined
  const value: unknown = JSON.parse(line)
  return isServer(value) ? value : undefined
}

function isServer(value: unknown): value is { name: string; url: string } {
  return schemaProblems(Line, value).length === 0
}

function unannounced(config: ResolvedConfig, servers: Readonly<Record<string, string>>): HarnessError {
  return new HarnessError(
    'configuration',
    `The target announced ${Object.keys(servers).join(', ')}, but no "${config.target.server}"`,
    'Correct target.server',
  )
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => killGroup(child), graceMs)
  await ended
  clearTimeout(timer)
}

/** Ends the target at once with all that it started. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  process.kill(-pid, 'SIGKILL')
}
