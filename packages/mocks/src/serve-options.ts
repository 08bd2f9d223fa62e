// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util'
import { UsageError } from './exit.ts'

/** What `mocks serve` was asked for. */
export interface ServeOptions {
  /** One line of JSON for each server, for programs. */
  readonly json: boolean
  /** Port of the stand-in; the others follow it. 0 takes free ones. */
  readonly port: number
  /** A fixture file; undefined for the seed of the repository. */
  readonly seed: string | undefined
  /** Names of defects: `observed`, or ids with commas between them. */
  readonly defects: string
  readonly control: boolean
  readonly worker: boolean
  /** Whether the planes and AI providers are served too: beside the stand-in, or apart, on a thread of their own. */
  readonly planes: 'beside' | 'apart' | 'none'
  /** Serve the proxy through which the planes are found under their public names; it needs the planes. */
  readonly proxy: boolean
  /** Whether the products' own limits hold behind the stand-in; without the stand-in's throttles they never do. */
  readonly limits: boolean
  /** Ends with whoever started it, however that ends. */
  readonly untilStdinEnds: boolean
  /** Requests an hour for every throttle scope; undefined as coded, Infinity for none. */
  readonly throttlePerHour: number | undefined
}

/** The servers behind the stand-in take the ports after its own. */
const highestPort = 65_500

export const usage = `Usage: mocks serve [options]

  --json                 print {"name","url"} for each server once it listens
  --port PORT            port of the stand-in (4600); the others follow; 0 takes free ones
  --seed FILE            start state in Django's fixture format; needs EUCORA_PASSWORD
  --defects NAMES        observed, or ids with commas between them: D-02,D-42
  --control              serve the control API at /__control, to this machine only
  --worker               run queued tasks
  --without-planes       serve the stand-in and its object store only
  --planes-apart         serve the planes on a thread of their own, so that they do not slow the stand-in
  --without-proxy        serve no proxy in front of them
  --without-limits       lift the limits of the products, and the time they take over uploads
  --until-stdin-ends     end with the program that started it
  --throttle-per-hour N  one rate for every throttle, or off`

/** Reads the arguments behind the program's name. Throws a UsageError that names what is wrong and what is right. */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  const { values, positionals } = parsed(args)
  const [command, ...rest] = positionals
  if (command !== 'serve') throw new UsageError(unknownCommand(command))
  if (rest.length > 0)
    throw new UsageError(`mocks serve takes no argument ${JSON.stringify(rest[0])}.\n\n${usage}`)
  return {
    json: values.json,
    port: portOf(values.port),
    seed: values.seed,
    defects: values.defects,
    control: values.control,
    worker: values.worker,
    planes: values['without-planes'] ? 'none' : values['planes-apart'] ? 'apart' : 'beside',
    proxy: !values['without-planes'] && !values['without-proxy'],
    limits: !values['without-limits'],
    untilStdinEnds: values['until-stdin-ends'],
    throttlePerHour: rateOf(values['throttle-per-hour']),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        port: { type: 'string', default: '4600' },
        seed: { type: 'string' },
        defects: { type: 'string', default: '' },
        control: { type: 'boolean', default: false },
        worker: { type: 'boolean', default: false },
        'without-planes': { type: 'boolean', default: false },
        'planes-apart': { type: 'boolean', default: false },
        'without-proxy': { type: 'boolean', default: false },
        'without-limits': { type: 'boolean', default: false },
        'until-stdin-ends': { type: 'boolean', default: false },
        'throttle-per-hour': { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, {
      cause: error,
    })
  }
}

function unknownCommand(command: string | undefined): string {
  const what =
    command === undefined ? 'No command was given.' : `There is no command ${JSON.stringify(command)}.`
  return `${what}\n\n${usage}`
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= highestPort) return port
  throw new UsageError(`--port is ${JSON.stringify(text)}; give a number from 0 to ${highestPort}.`)
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (text === 'off') return Number.POSITIVE_INFINITY
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text)
  throw new UsageError(`--throttle-per-hour is ${JSON.stringify(text)}; give a number from 1 on, or off.`)
}
