// SPDX-License-Identifier: Apache-2.0
import { aiProviderTypes } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { Problems } from '../problems.ts'
import { floatOf, intOf, truthy } from '../python-text.ts'
import { Refusal, shapeA } from '../reply.ts'
import { textOf } from './text-of.ts'

type Body = Readonly<Record<string, unknown>>

const mostInteger = 2 ** 31 - 1

/** Reads a provider's configuration. Throws a Refusal 400 (C) before anything is changed. */
export function providerInput(call: Call, body: Body) {
  const problems = new Problems(call)
  const type = textOf(problems, body, 'provider_type', 32, '')
  const input = {
    providerType: problems.choice('provider_type', type, aiProviderTypes, 'choice'),
    modelName: textOf(problems, body, 'model_name', 128, ''),
    apiKey: textOf(problems, { api_key: body['api_key'] || '' }, 'api_key', 2048, ''),
    displayName: textOf(problems, body, 'display_name', 128, type),
    isDefault: flagOf(problems, body['is_default']),
    endpointUrl: body['endpoint_url'] === null ? null : textOrNull(problems, body, 'endpoint_url', 200),
    maxTokens: numberOf(problems, body, 'max_tokens', 4096, wholeOf),
    temperature: numberOf(problems, body, 'temperature', 0.7, decimalOf),
  }
  if (problems.found && !call.rules.changesAllOrNothing && truthy(body['is_default'])) {
    // The real backend unsets the other defaults first and keeps that (D-31).
    call.state.aiProviders.unsetDefaults()
    throw new Refusal(shapeA(400, 'Malformed JSON in request body', call.requestId))
  }
  problems.throwIfAny()
  return input
}

function textOrNull(problems: Problems, body: Body, field: string, max: number): string | null {
  return body[field] === undefined ? null : textOf(problems, body, field, max, '')
}

/** What Django's BooleanField takes. */
function flagOf(problems: Problems, value: unknown): boolean {
  const sent = value === undefined ? false : value
  const isTrue = [true, 1, 't', 'True', '1'].some((each) => each === sent)
  const isFalse = [false, 0, 'f', 'False', '0'].some((each) => each === sent)
  problems.check('is_default', isTrue || isFalse, 'Must be a valid boolean.')
  return isTrue
}

function numberOf(
  problems: Problems,
  body: Body,
  field: string,
  fallback: number,
  read: (value: unknown) => number | undefined,
): number {
  const sent = body[field]
  const value = sent === undefined ? fallback : read(sent)
  problems.check(field, value !== undefined, 'A valid number is required.')
  return value ?? fallback
}

function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? intOf(value) : numeric(value)
  return number === undefined || Math.abs(number) > mostInteger ? undefined : Math.trunc(number)
}

function decimalOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? floatOf(value) : numeric(value)
  return number === undefined || !Number.isFinite(number) ? undefined : number
}

function numeric(value: unknown): number | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : undefined
}
