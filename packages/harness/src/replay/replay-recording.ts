// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { Transport } from '../client/transport.ts'
import { HarnessError, messageOf, TransportError } from '../errors.ts'
import { Redactor } from '../journal/redact.ts'
import type { Difference } from './difference.ts'
import { observed, type Expectations, type ExpectedAnswer } from './expectations.ts'
import { startingIdentities } from './identities.ts'
import { valueAt } from './json.ts'
import { judge, type Judgement } from './judge.ts'
import { Placeholders } from './placeholders.ts'
import { findEucora } from './preflight.ts'
import type { Received } from './received.ts'
import type { Exchange, Recording } from './recording.ts'
import type { RecordResult, ReplayResult } from './result.ts'
import { isAnonymous, Session, type Way } from './session.ts'

export interface ReplayOptions {
  /** Of a backend in the recording's start state, with or without a path before `/api`. */
  readonly target: string
  /** That of all its users. */
  readonly password: string
  readonly recording: Recording
  /** What a backend that obeys the rules answers. Default: every answer is expected as recorded. */
  readonly expectations?: Expectations
}

const asRecorded: readonly ExpectedAnswer[] = [{ kind: 'recorded' }]

/**
 * Makes the recorded requests in order and compares each answer, value by value. The target is changed by it.
 * Throws a HarnessError where the target is down, no EUCORA, or refuses a user (exit code 5).
 */
export async function replayRecording(options: ReplayOptions): Promise<ReplayResult> {
  const url = new URL(options.target)
  const prefix = url.pathname.replace(/\/$/, '')
  const transport = new Transport(url.origin, null)
  const redactor = new Redactor()
  redactor.secrets.add(options.password)
  try {
    const way = { transport, prefix, url: url.origin + prefix, secrets: redactor.secrets }
    await findEucora(way)
    const run = new Replay(way, options, redactor)
    await run.signInAll()
    return await run.result()
  } finally {
    await transport.close()
  }
}

/** One run: its sessions, the ids it knows and the answers it got. */
class Replay {
  readonly #way: Way
  readonly #options: ReplayOptions
  readonly #redactor: Redactor
  readonly #placeholders: Placeholders
  readonly #exchanges: ReadonlyMap<string, Exchange>
  readonly #sessions = new Map<string, Session>()
  readonly #bodies = new Map<string, unknown>()
  readonly #answeredAs = new Map<string, string>()
  #identities

  constructor(way: Way, options: ReplayOptions, redactor: Redactor) {
    this.#way = way
    this.#options = options
    this.#redactor = redactor
    this.#placeholders = new Placeholders(options.password, Date.now())
    this.#exchanges = new Map(options.recording.exchanges.map((exchange) => [exchange.name, exchange]))
    this.#identities = startingIdentities(options.recording)
  }

  async signInAll(): Promise<void> {
    for (const actor of new Set(this.#options.recording.exchanges.map((exchange) => exchange.actor))) {
      if (!isAnonymous(actor)) await this.#session(actor).signIn(this.#options.password)
    }
  }

  async result(): Promise<ReplayResult> {
    const records: RecordResult[] = []
    const again: RecordResult[] = []
    for (const exchange of this.#options.recording.exchanges) {
      const expectation = this.#options.expectations?.get(exchange.name)
      records.push(await this.#replay(exchange, exchange.actor, expectation?.answers ?? asRecorded))
      if (expectation?.again === undefined) continue
      again.push(await this.#replay(askedAgain(exchange), expectation.again.actor, expectation.again.answers))
    }
    const isEqual = ({ differences }: RecordResult) => differences.length === 0
    return {
      target: this.#way.url,
      expect: (this.#options.expectations ?? observed) === observed ? 'observed' : 'conforming',
      counts: {
        records: records.length,
        equal: records.filter(isEqual).length,
        again: again.length,
        againEqual: again.filter(isEqual).length,
        differences: [...records, ...again].reduce((sum, { differences }) => sum + differences.length, 0),
      },
      records,
      again,
    }
  }

  async #replay(
    exchange: Exchange,
    actor: string,
    answers: readonly ExpectedAnswer[],
  ): Promise<RecordResult> {
    const { path, differences: unbound } = this.#bound(exchange)
    const judgement = await this.#judged(exchange, actor, path, answers)
    this.#identities = judgement.identities
    if (judgement.answeredAs !== undefined) this.#answeredAs.set(exchange.name, judgement.answeredAs)
    return {
      name: exchange.name,
      actor,
      method: exchange.method,
      path,
      defects: [...exchange.defects, ...exchange.may_differ],
      answeredAs: judgement.answeredAs ?? null,
      differences: [...unbound, ...judgement.differences].map((each) => this.#redacted(each)),
    }
  }

  async #judged(
    exchange: Exchange,
    actor: string,
    path: string,
    answers: readonly ExpectedAnswer[],
  ): Promise<Judgement> {
    let received: Received
    try {
      received = await this.#session(actor).replay(exchange, path, this.#placeholders)
    } catch (error) {
      return { differences: [noAnswer(exchange, error)], answeredAs: undefined, identities: this.#identities }
    }
    if (actor === exchange.actor) this.#bodies.set(exchange.name, received.body)
    const bench = {
      identities: this.#identities,
      placeholders: this.#placeholders,
      recorded: (name: string) => this.#recorded(name),
    }
    return judge(exchange, this.#possible(answers), received, bench)
  }

  /** The answers that fit those that came before; all, where none does. */
  #possible(answers: readonly ExpectedAnswer[]): readonly ExpectedAnswer[] {
    const fitting = answers.filter(({ when = {} }) =>
      Object.entries(when).every(([name, as]) => this.#answeredAs.get(name) === as),
    )
    return fitting.length === 0 ? answers : fitting
  }

  /** The path with this run's ids in place of the recorded ones. */
  #bound({ path, bindings }: Exchange): {
    readonly path: string
    readonly differences: readonly Difference[]
  } {
    let bound = path
    const differences: Difference[] = []
    for (const { value, from, pointer } of bindings) {
      const found = valueAt(this.#bodies.get(from), pointer)
      if (typeof found === 'string' || typeof found === 'number')
        bound = bound.replaceAll(value, String(found))
      else differences.push({ pointer: '/path', expected: `the id that ${from} answers at ${pointer}` })
    }
    return { path: bound, differences }
  }

  #recorded(name: string): Exchange {
    const exchange = this.#exchanges.get(name)
    if (exchange !== undefined) return exchange
    const next = 'Correct `like` in fixtures/recordings/conforming.json'
    throw new HarnessError('configuration', `The recording has no record "${name}"`, next)
  }

  #session(actor: string): Session {
    const known = this.#sessions.get(actor)
    if (known !== undefined) return known
    const session = new Session(this.#way, actor)
    this.#sessions.set(actor, session)
    return session
  }

  #redacted(difference: Difference): Difference {
    const { secrets } = this.#redactor
    const { pointer, expected, received } = difference
    return {
      pointer,
      ...(expected === undefined ? {} : { expected: secrets.scrub(expected) }),
      ...(received === undefined ? {} : { received: secrets.scrub(received) }),
    }
  }
}

/** The same request once more: it has an id of its own. */
function askedAgain(exchange: Exchange): Exchange {
  return { ...exchange, response_headers: { ...exchange.response_headers, 'X-Correlation-ID': randomUUID() } }
}

/** A request without an answer is a difference; a target that has gone ends the run. */
function noAnswer({ status }: Exchange, error: unknown): Difference {
  if (!(error instanceof TransportError)) throw error
  if (error.failure === 'refused') {
    throw new HarnessError('target-down', `The target went away: ${messageOf(error.cause)}`, error.next, {
      cause: error,
    })
  }
  return { pointer: '/status', expected: status, received: error.message }
}
