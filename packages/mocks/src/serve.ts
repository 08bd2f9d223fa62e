// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { UsageError } from './exit.ts'
import type { ServeOptions } from './serve-options.ts'
import type { Defect } from './standin/defect.ts'
import { createStandIn } from './standin/server.ts'
import { emptySeed, parseSeed, SeedError, type Seed } from './standin/seed.ts'
import { defaultSettings, everyScope } from './standin/settings.ts'

/** One server of `mocks serve`. */
export interface RunningServer {
  readonly name: string
  readonly url: string
}

export interface Running {
  readonly servers: readonly RunningServer[]
  /** Ends all servers. */
  close(): Promise<void>
}

/** What `serve` takes from its surroundings. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes one line for people. */
  readonly note: (line: string) => void
}

interface Server {
  readonly name: string
  listen(port: number): Promise<{ readonly url: string }>
  close(): Promise<void>
}

const repositorySeed = new URL('../../../fixtures/seed.json', import.meta.url)

/**
 * Starts the stand-in and what it talks to on loopback. Throws a UsageError for a defect that does not exist, a seed
 * that cannot be loaded, and a port in use; then nothing is left running.
 */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<Running> {
  const seed = await findSeed(options.seed, surroundings)
  const defects = await defectsNamed(options.defects)
  const standIn = usable(() =>
    createStandIn({
      seed,
      defects,
      settings: {
        worker: options.worker,
        throttlePerHour:
          options.throttlePerHour === undefined
            ? defaultSettings.throttlePerHour
            : everyScope(options.throttlePerHour),
      },
    }),
  )
  return startAll(
    [{ name: 'standin', listen: (port) => standIn.listen(port), close: () => standIn.close() }],
    options.port,
  )
}

/** Starts servers on ports that follow each other; where one fails, those before it are closed again. */
async function startAll(servers: readonly Server[], firstPort: number): Promise<Running> {
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()))
  }
  const running: RunningServer[] = []
  try {
    for (const [index, server] of servers.entries()) {
      const port = firstPort === 0 ? 0 : firstPort + index
      const { url } = await listening(server, port)
      running.push({ name: server.name, url })
    }
  } catch (error) {
    await close()
    throw error
  }
  return { servers: running, close }
}

async function listening(server: Server, port: number): Promise<{ readonly url: string }> {
  try {
    return await server.listen(port)
  } catch (error) {
    if (!isInUse(error)) throw error
    throw new UsageError(
      `Port ${port} for ${server.name} is in use. End the program that has it, or choose with --port; 0 takes free ones.`,
      { cause: error },
    )
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}

async function findSeed(file: string | undefined, { env, note }: Surroundings): Promise<Seed> {
  const sent = env['EUCORA_PASSWORD']
  const password = sent === '' ? undefined : sent
  if (file !== undefined && password === undefined) {
    throw new UsageError(
      'EUCORA_PASSWORD is not set, so no user of the seed could sign in. Set it to the password they shall have.',
    )
  }
  const text = await readSeed(file ?? repositorySeed)
  if (text === undefined && file === undefined) {
    note('There is no fixtures/seed.json, so the stand-in starts empty. Give a start state with --seed FILE.')
    return emptySeed
  }
  if (text === undefined)
    throw new UsageError(`The seed ${JSON.stringify(file)} cannot be read. Check its path.`)
  if (password === undefined) note('EUCORA_PASSWORD is not set, so no user of the seed can sign in.')
  return usable(() => parseSeed(text, password))
}

async function readSeed(file: string | URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

async function defectsNamed(names: string): Promise<readonly Defect[]> {
  if (names === '') return []
  const { findDefects, UnknownDefectError } = await import('./standin/defects/index.ts')
  try {
    return findDefects(names)
  } catch (error) {
    throw error instanceof UnknownDefectError ? new UsageError(error.message, { cause: error }) : error
  }
}

function usable<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof SeedError ? new UsageError(error.message, { cause: error }) : error
  }
}
