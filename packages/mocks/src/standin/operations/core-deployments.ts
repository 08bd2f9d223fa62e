// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import { demoFilter, wanted } from '../demo-filter.ts'
import { Problems } from '../problems.ts'
import { intOf } from '../python-text.ts'
import type { Reply } from '../reply.ts'
import type { Deployment } from '../store/deployments.ts'
import { isoformat } from '../timestamps.ts'
import { createDeployment, submitterOf, visibleDeployment } from './deployments.ts'

function list(call: Call): Reply<'core.deployments.list'> {
  const problems = new Problems(call)
  const page = wholeNumber(call, problems, 'page', 1, 1)
  const asked = wholeNumber(call, problems, 'page_size', 50, 0)
  problems.throwIfAny()
  const size = Math.min(asked, call.cap(100))
  const filter = { status: wanted(call, 'status'), isDemo: demoFilter(call) }
  return {
    status: 200,
    body: {
      deployments: call.state.deployments.page(filter, page, size).map((row) => rowOf(call, row)),
      total: call.state.deployments.total(filter),
      page,
      page_size: size,
    },
  }
}

function get(call: Call): Reply<'core.deployments.get'> {
  const found = visibleDeployment(call, call.param('correlation_id'))
  if (found === undefined) return { status: 404, body: { error: 'Deployment not found' } }
  const { evidencePackId, updatedUs } = found
  return {
    status: 200,
    body: { ...rowOf(call, found), evidence_pack_id: evidencePackId, updated_at: isoformat(updatedUs) },
  }
}

function rowOf(call: Call, row: Deployment) {
  return {
    id: row.flowId,
    app_name: row.appName,
    version: row.version,
    target_ring: row.targetRing,
    status: row.status,
    risk_score: row.riskScore,
    requires_cab_approval: row.requiresCabApproval,
    created_at: isoformat(row.createdUs),
    submitter: submitterOf(call, row),
  }
}

/** A number of the query; where its check is left out, what was sent counts as not sent. */
function wholeNumber(call: Call, problems: Problems, name: string, fallback: number, least: number): number {
  const sent = call.query.get(name)
  if (sent === null) return fallback
  const value = intOf(sent)
  const isFine = value !== undefined && value >= least && Number.isSafeInteger(value)
  problems.check(name, isFine, `A valid integer of at least ${least} is required.`)
  return isFine ? value : fallback
}

export const coreDeployments = {
  'core.deployments.list': list,
  'core.deployments.get': get,
  'core.deployments.create': createDeployment,
} satisfies HandlersOf<'core.deployments'>

/** The same views under their second mount. */
export const adminDeployments = {
  'admin.deployments.list': list,
  'admin.deployments.get': get,
  'admin.deployments.create': createDeployment,
} satisfies HandlersOf<'admin.deployments'>
