// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { objectBody, Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { truthy } from '../python-text.ts'
import { Refusal } from '../reply.ts'

export interface PublishingInput {
  readonly deploymentIntentId: string
  readonly artifactPath: string
  readonly targetRing: string
  readonly appName: string
  readonly version: string
}

const fields = ['deployment_intent_id', 'artifact_path', 'target_ring', 'app_name', 'version'] as const

/** What is to be published. Throws a Refusal 400: (B) for what is missing, (C) for what is no text. */
export function publishingInput(call: Call): PublishingInput {
  const body = objectBody(call)
  const missing = fields.filter((field) => !call.holds(`input:${field}`, truthy(body[field])))
  if (missing.length > 0) {
    throw new Refusal({ status: 400, body: { error: `Missing required fields: ${missing.join(', ')}` } })
  }
  const problems = new Problems(call)
  const text = (field: (typeof fields)[number]): string => {
    const value = body[field] ?? ''
    problems.check(field, typeof value === 'string', 'Not a valid string.', 'text')
    return pythonText(value)
  }
  const input = {
    deploymentIntentId: text('deployment_intent_id'),
    artifactPath: text('artifact_path'),
    targetRing: text('target_ring'),
    appName: text('app_name'),
    version: text('version'),
  }
  problems.throwIfAny()
  return input
}
