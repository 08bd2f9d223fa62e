// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { UsageError } from './exit.ts'
import { listening, opening, portFor, type Closable } from './open-server.ts'
import { noOutside, type Open, type Outside, type RunningServer } from './outside.ts'
import { portOrder } from './port-order.ts'
import { createS3 } from './s3/s3.ts'
import type { ServeOptions } from './serve-options.ts'
import type { Defect } from './standin/defect.ts'
import { createStandIn } from './standin/server.ts'
import { emptySeed, parseSeed, SeedError, type Seed } from './standin/seed.ts'
import { everyScope, type S3Settings, type Settings } from './standin/settings.ts'

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

const repositorySeed = new URL('../../../fixtures/seed.json', import.meta.url)

/**
 * Starts the stand-in and what it talks to on loopback. Throws a UsageError for a defect that does not exist, a seed
 * that cannot be loaded, and a port in use; then nothing is left running.
 */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<Running> {
  const seed = await findSeed(options.seed, surroundings)
  const defects = await defectsNamed(options.defects)
  const started: Closable[] = []
  const close = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.close()))
  }
  try {
    const s3Settings = storageSettings(surroundings.env)
    const open = opening(options, started)
    const s3 = await open('s3', createS3({ ...s3Settings, buckets: [s3Settings.bucket] }))
    const outside = await openOutside(options, surroundings, { open, started })
    const settings = {
      ...settingsOf(options, { ...s3Settings, endpoint: s3.url }),
      providers: outside.providers,
      planes: outside.planes,
    }
    const standIn = usable(() => createStandIn({ seed, defects, control: options.control, settings }))
    started.push(standIn)
    await listening('standin', options.port, () => standIn.listen(options.port))
    const servers = [{ name: 'standin', url: standIn.url }, ...outside.servers, s3]
    if (!options.proxy) return { servers, close }
    const { serveProxy, hostsOf } = await import('./proxy/proxy.ts')
    const port = portFor(options.port, portOrder.indexOf('proxy'))
    const hosts = hostsOf(servers, surroundings.env)
    const proxy = await listening('proxy', port, () => serveProxy({ hosts, port }))
    started.push(proxy)
    return { servers: [...servers, { name: 'proxy', url: proxy.url, ca: proxy.ca }], close }
  } catch (error) {
    await close()
    throw error
  }
}

function settingsOf({ worker, throttlePerHour }: ServeOptions, s3: S3Settings): Partial<Settings> {
  return throttlePerHour === undefined
    ? { worker, s3 }
    : { worker, s3, throttlePerHour: everyScope(throttlePerHour) }
}

/** The names that the backend reads; what is not set is made up for this run, so that no secret is committed. */
function storageSettings(env: Surroundings['env']): Omit<S3Settings, 'endpoint'> {
  return {
    bucket: env['MINIO_BUCKET_NAME'] ?? 'eucora-artifacts',
    accessKey: env['MINIO_ACCESS_KEY'] ?? randomBytes(8).toString('hex'),
    secretKey: env['MINIO_SECRET_KEY'] ?? randomBytes(24).toString('hex'),
  }
}

/** The planes and providers are many, so they are loaded only where somebody wants them. */
async function openOutside(
  options: ServeOptions,
  { env }: Surroundings,
  { open, started }: { readonly open: Open; readonly started: Closable[] },
): Promise<Outside> {
  if (options.planes === 'none') return noOutside
  // A load run lifts the product's limits together with the stand-in's throttles.
  const limits = options.limits && options.throttlePerHour !== Number.POSITIVE_INFINITY
  if (options.planes === 'apart') {
    const { openPlanesApart } = await import('./planes-apart.ts')
    return openPlanesApart({ env, limits, port: options.port, control: options.control }, started)
  }
  const { openPlanes } = await import('./planes.ts')
  return openPlanes({ env, limits, open })
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
