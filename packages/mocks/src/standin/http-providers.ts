// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'
import { isObject, objectOf, textOf } from '../providers/json-value.ts'
import type { ChatAnswer, ChatOrder, ProviderGateway } from './provider-gateway.ts'
import { wireOf } from './provider-wire.ts'
import type { ProviderSettings } from './settings.ts'

export interface HttpProvidersOptions {
  /** How long one try may take, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number
  /** Waits between tries. Default: that long, by the machine's time. */
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Tries of one question, as the official clients make them. */
const tries = 3
const retried: readonly number[] = [408, 409, 429]
const firstWaitMs = 500
/** Clients do not wait longer than this, whatever a provider asks for. */
const longestWaitMs = 60_000

type Try = ChatAnswer | { readonly again: true; readonly error: string; readonly waitMs: number | undefined }

/** Asks providers over HTTP: three tries where a failure may pass, after the time that the provider asks for. */
export class HttpProviders implements ProviderGateway {
  readonly #urls: ProviderSettings
  readonly #timeoutMs: number
  readonly #wait: (ms: number) => Promise<unknown>

  constructor(urls: ProviderSettings, options: HttpProvidersOptions = {}) {
    this.#urls = urls
    this.#timeoutMs = options.timeoutMs ?? 30_000
    this.#wait = options.wait ?? ((ms) => setTimeout(ms))
  }

  async chat(order: ChatOrder): Promise<ChatAnswer> {
    let error = ''
    for (let count = 1; count <= tries; count += 1) {
      const answer = await this.#try(order)
      if (!('again' in answer)) return answer
      error = answer.error
      if (count < tries) await this.#wait(answer.waitMs ?? firstWaitMs * 2 ** (count - 1))
    }
    return { ok: false, error }
  }

  async #try(order: ChatOrder): Promise<Try> {
    const { path, headers, body, text } = wireOf(order)
    const base = (order.endpointUrl ?? this.#urls[order.providerType]).replace(/\/+$/, '')
    try {
      const response = await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'X-Correlation-ID': order.requestId },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.#timeoutMs),
      })
      const sent = await response.text()
      return response.ok ? answered(parsed(sent), text) : refused(response, parsed(sent))
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error)
      return { again: true, error: `AI provider error: ${what}`, waitMs: undefined }
    }
  }
}

function answered(body: unknown, text: (body: unknown) => string): ChatAnswer {
  const said = text(body)
  if (said !== '') return { ok: true, text: said }
  return { ok: false, error: 'AI provider error: The answer has no text.' }
}

function refused({ status, headers }: Response, body: unknown): Try {
  const error = wordsFor(status, messageOf(body))
  if (!retried.includes(status) && status < 500) return { ok: false, error }
  return { again: true, error, waitMs: askedWaitMs(headers) }
}

/** The classes that the backend tells apart (ai_agents/services.py:167-182). */
function wordsFor(status: number, message: string): string {
  if (status === 401) return 'Invalid API key. Please check your API key in Settings and try again.'
  if (status === 429) return 'Rate limit exceeded. Please try again later.'
  if (status === 404) return 'Model not found. Please check the model name in Settings and try again.'
  return `AI provider error: ${status}${message === '' ? '' : ` ${message}`}`
}

function messageOf(body: unknown): string {
  return textOf(objectOf(objectOf(body)['error'])['message'])
}

function askedWaitMs(headers: Headers): number | undefined {
  const seconds = Number.parseFloat(headers.get('retry-after') ?? '')
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '')
  const asked = Number.isFinite(ms) ? ms : seconds * 1000
  return asked >= 0 && asked <= longestWaitMs ? asked : undefined
}

/** A gateway's page is no JSON; it has no message to tell. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
