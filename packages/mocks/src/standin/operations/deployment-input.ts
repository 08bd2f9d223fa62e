// SPDX-License-Identifier: Apache-2.0
import { rings, type Ring } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { isRecord, objectBody, Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { lengthOf, truthy } from '../python-text.ts'
import { packProblem } from '../risk.ts'
import { uuidFrom } from '../uuid.ts'

/** What a create needs of its body and its X-Correlation-ID. */
export interface DeploymentInput {
  readonly appName: string
  readonly version: string
  readonly targetRing: Ring
  readonly pack: Readonly<Record<string, unknown>>
  /** The uploaded pack that was named, else the request's own id (D-46). */
  readonly evidencePackId: string
}

const notSent = undefined

/** Reads a create's body; undefined where one of the three required fields is empty. Throws a Refusal 400 (C). */
export function deploymentInput(call: Call, sent: unknown): DeploymentInput | undefined {
  const body = objectBody(call, sent)
  const required = ['app_name', 'version', 'target_ring'] as const
  const isComplete = required.map((name) => call.holds(`input:${name}`, truthy(body[name])))
  if (isComplete.includes(false)) return undefined
  const problems = new Problems(call)
  const input: DeploymentInput = {
    appName: nameField(problems, 'app_name', body['app_name'], 255),
    version: nameField(problems, 'version', body['version'], 50),
    targetRing: ringField(problems, body['target_ring']),
    pack: packField(problems, body['evidence_pack']),
    evidencePackId: packIdField(call, problems, body['evidence_pack_id']),
  }
  problems.throwIfAny()
  return input
}

/** Any truthy value, kept as its text. */
function nameField(problems: Problems, field: string, value: unknown, longest: number): string {
  const text = value === notSent ? '' : pythonText(value)
  const length = text.length <= longest || lengthOf(text) <= longest
  problems.check(field, length, `Ensure this field has no more than ${longest} characters.`, 'length')
  problems.check(field, !text.includes('\0'), 'Null characters are not allowed.', 'null')
  return text
}

function ringField(problems: Problems, value: unknown): Ring {
  const field = 'target_ring'
  const text = value === notSent ? '' : pythonText(value)
  const ring = problems.choice(field, text, rings, 'choice')
  problems.check(field, lengthOf(text) <= 20, 'Ensure this field has no more than 20 characters.', 'length')
  problems.check(field, !text.includes('\0'), 'Null characters are not allowed.', 'null')
  return ring
}

/** What is kept where the check is left out: an object as it is, nothing of anything else. */
function packField(problems: Problems, value: unknown): DeploymentInput['pack'] {
  const pack = value === notSent ? {} : value
  const problem = isRecord(pack) ? packProblem(pack) : 'Expected an object.'
  problems.check('evidence_pack', problem === undefined, problem ?? '')
  return isRecord(pack) ? pack : {}
}

function packIdField(call: Call, problems: Problems, value: unknown): string {
  // The one sent, where one is.
  const requestId = uuidFrom(call.requestId)
  problems.check('X-Correlation-ID', requestId !== undefined, 'Must be a valid UUID.')
  const own = requestId ?? call.requestId
  if (!call.rules.linksEvidencePack || value === notSent || value === null) return own
  const id = uuidFrom(value) ?? pythonText(value)
  problems.check('evidence_pack_id', isKnownPack(call, id), `Evidence pack not found: ${id}`)
  return id
}

function isKnownPack(call: Call, id: string): boolean {
  return call.state.evidencePacks.has(id)
}
