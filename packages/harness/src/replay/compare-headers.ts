// SPDX-License-Identifier: Apache-2.0
import { attributesByCookie, splitSetCookie } from './cookie-attributes.ts'
import type { Difference } from './difference.ts'
import type { Identities } from './identities.ts'
import { headerOf, type Received } from './received.ts'

type Recorded = Readonly<Record<string, string>>

/** Every header that differs from the recorded ones; what was not recorded is not compared. */
export function compareHeaders(
  recorded: Recorded,
  received: Received,
  identities: Identities,
): readonly Difference[] {
  return [
    ...plainProblem('Content-Type', recorded, received, (value) => value),
    ...plainProblem('Allow', recorded, received, asSet),
    ...plainProblem('Location', recorded, received, (value) => value),
    ...cookieProblems(recorded, received),
    ...requestIdProblem(recorded, received, identities),
  ]
}

function plainProblem(
  name: string,
  recorded: Recorded,
  received: Received,
  normal: (value: string) => string,
): readonly Difference[] {
  const expected = recorded[name]
  const found = headerOf(received.headers, name)
  if ((expected && normal(expected)) === (found && normal(found))) return []
  return [difference(`/headers/${name}`, expected, found)]
}

function asSet(methods: string): string {
  return [...new Set(methods.split(',').map((method) => method.trim()))].toSorted().join()
}

function cookieProblems(recorded: Recorded, received: Received): readonly Difference[] {
  const expected = attributesByCookie(splitSetCookie(recorded['Set-Cookie']))
  const found = attributesByCookie(received.setCookies)
  const names = new Set([...expected.keys(), ...found.keys()])
  return [...names]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => difference(`/headers/Set-Cookie/${name}`, expected.get(name), found.get(name)))
}

/** Present exactly where recorded: the id that was sent, else one that fits all that came before. */
function requestIdProblem(
  recorded: Recorded,
  received: Received,
  identities: Identities,
): readonly Difference[] {
  const pointer = '/headers/X-Correlation-ID'
  const expected = recorded['X-Correlation-ID']
  const found = headerOf(received.headers, 'X-Correlation-ID')
  const { sentRequestId } = received
  if (expected === undefined || found === undefined) {
    return expected === found ? [] : [difference(pointer, expected, found)]
  }
  if (sentRequestId !== undefined) {
    return sentRequestId === found ? [] : [difference(pointer, sentRequestId, found)]
  }
  return identities.textsMatch(expected, found) ? [] : [difference(pointer, expected, found)]
}

function difference(pointer: string, expected: string | undefined, received: string | undefined): Difference {
  return {
    pointer,
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
  }
}
