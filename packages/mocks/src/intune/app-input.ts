// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn } from '@eucora/harness/contract/schema'
import { graphError, intuneError, notModelled } from '../graph/answers.ts'
import type { PlaneCall } from '../plane/routes.ts'
import { appTypes, choices, isAppType, type AppType } from './app-types.ts'

type Body = Readonly<Record<string, unknown>>

/** The JSON object of a call, or the refusal of Graph's front. */
export function bodyOf<S>(call: PlaneCall<S>): Body | Response {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(call.bytes))
    if (isBody(body)) return body
  } catch {
    // The answer below is what Graph says of a text that is no JSON, too.
  }
  return graphError(
    call,
    400,
    'BadRequest',
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  )
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why an app cannot be created or changed so; undefined where it can. `tolerated` names properties that are let through. */
export function appProblem<S>(
  call: PlaneCall<S>,
  body: Body,
  tolerated: ReadonlySet<string> = new Set(),
): Response | undefined {
  const type = body['@odata.type']
  if (type === undefined) {
    return intuneError(call, 400, 'ModelValidationFailure', 'Cannot create an abstract class.')
  }
  if (!isAppType(type)) return notModelled(call, `the app type ${JSON.stringify(type)}`)
  return (
    propertyProblem(call, type, body, tolerated) ??
    choiceProblem(call, body) ??
    (type === '#microsoft.graph.win32LobApp' ? win32Problem(call, body, tolerated) : undefined)
  )
}

function propertyProblem<S>(
  call: PlaneCall<S>,
  type: AppType,
  body: Body,
  tolerated: ReadonlySet<string>,
): Response | undefined {
  const known = Object.fromEntries(Object.entries(body).filter(([name]) => !tolerated.has(name)))
  const schema = appTypes[type]
  if (conforms(schema, known)) return undefined
  const strange = Object.keys(known).find((name) => !Object.hasOwn(schema.properties, name))
  const message =
    strange === undefined
      ? `Cannot convert the literal '${problemsIn(schema, known)[0]?.path ?? ''}' to the expected type.`
      : `The property '${strange}' does not exist on type '${type.slice(1)}'. Make sure to only use property names that are defined by the type or mark the type as open type.`
  return graphError(call, 400, 'BadRequest', message)
}

/** Looks for names of a closed set wherever they stand. */
function choiceProblem<S>(call: PlaneCall<S>, value: unknown): Response | undefined {
  if (Array.isArray(value)) return firstOf(value.map((each) => () => choiceProblem(call, each)))
  if (!isBody(value)) return undefined
  return firstOf(
    Object.entries(value).map(([name, each]) => () => {
      const allowed = Object.hasOwn(choices, name) ? choices[name] : undefined
      if (allowed === undefined || typeof each !== 'string') return choiceProblem(call, each)
      if (allowed.includes(each)) return undefined
      return graphError(call, 400, 'ModelValidationFailure', `Requested value '${each}' was not found.`)
    }),
  )
}

function firstOf(checks: readonly (() => Response | undefined)[]): Response | undefined {
  for (const check of checks) {
    const problem = check()
    if (problem !== undefined) return problem
  }
  return undefined
}

const neededTexts = [
  ['displayName', 'DisplayName'],
  ['publisher', 'Publisher'],
  ['fileName', 'FileName'],
  ['setupFilePath', 'SetupFilePath'],
  ['installCommandLine', 'InstallCommandLine'],
  ['uninstallCommandLine', 'UninstallCommandLine'],
] as const

function win32Problem<S>(
  call: PlaneCall<S>,
  body: Body,
  tolerated: ReadonlySet<string>,
): Response | undefined {
  const missing = neededTexts.find(([name]) => (body[name] ?? '') === '')
  if (missing !== undefined) {
    const message = `The Win32LobApp must have a valid value for the ${missing[1]} property.`
    return intuneError(call, 400, 'BadRequest', message)
  }
  const rules = body['rules']
  const detects =
    Array.isArray(rules) &&
    rules.some((rule) => isBody(rule) && (rule['ruleType'] ?? 'detection') === 'detection')
  if (detects || tolerated.has('detectionRules')) return undefined
  return intuneError(
    call,
    400,
    'BadRequest',
    'The Win32LobApp must have at least one detection rule specified.',
  )
}
