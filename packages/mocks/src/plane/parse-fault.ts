// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn } from '@eucora/harness/contract/schema'
import { objectOf } from '../providers/json-value.ts'
import { faultKinds, type FaultKind, type FaultSpec } from './fault-spec.ts'
import { FaultError } from './faults.ts'

/** Reads a fault as data. Throws a FaultError that names what is wrong. */
export function parseFault(value: unknown): FaultSpec {
  const kind = kindOf(value)
  const schema = faultKinds[kind]
  if (isOf(kind, value)) return value
  const [first] = problemsIn(schema, value)
  throw new FaultError(`The fault of kind ${kind} is not right: ${first?.path ?? ''} ${first?.what ?? ''}.`)
}

function isOf(kind: FaultKind, value: unknown): value is FaultSpec {
  return conforms(faultKinds[kind], value)
}

function kindOf(value: unknown): FaultKind {
  const sent = objectOf(value)['kind']
  const kinds = Object.keys(faultKinds)
  const found = kinds.find((kind): kind is FaultKind => kind === sent)
  if (found !== undefined) return found
  throw new FaultError(
    `A fault's kind is ${JSON.stringify(sent) ?? 'missing'}; give one of ${kinds.join(', ')}.`,
  )
}
