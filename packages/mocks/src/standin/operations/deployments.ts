// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Call, HandlersOf } from '../call.ts'
import { demoFilter, wanted } from '../demo-filter.ts'
import { Rows } from '../json-text.ts'
import type { Reply } from '../reply.ts'
import { modelInForce, score } from '../score-call.ts'
import type { Deployment } from '../store/deployments.ts'
import { isoformat } from '../timestamps.ts'
import { applications } from './applications.ts'
import { deploymentInput } from './deployment-input.ts'

type Created = Reply<'deployments.create'>

const rows = new Rows((deployment: Deployment) => ({
  correlation_id: deployment.flowId,
  app_name: deployment.appName,
  version: deployment.version,
  target_ring: deployment.targetRing,
  status: deployment.status,
  risk_score: deployment.riskScore,
  created_at: isoformat(deployment.createdUs),
}))

/** Records a deployment; three paths lead here. */
export function createDeployment(call: Call): Created | Promise<Created> {
  const next = checked(call)
  return typeof next === 'function' ? call.commit(next) : next
}

/** The same without leaving anybody the time to come between, whatever the defects. */
export function createAtOnce(call: Call): Created {
  const next = checked(call)
  return typeof next === 'function' ? next() : next
}

/** The answer to a create that stores nothing, else what stores it. */
function checked(call: Call): Created | (() => Created) {
  const { state, caller, keyOwner, sentRequestId } = call
  const body = call.body.json()
  const earlier = state.deploymentKeys.earlier(keyOwner, sentRequestId, call.body.bytes)
  if (!call.holds('idempotency', earlier.kind === 'none')) {
    const first = earlier.kind === 'same-body' ? state.deployments.byPk(earlier.ref) : undefined
    return first === undefined ? keyIsTaken(call) : created(first)
  }
  const input = deploymentInput(call, body)
  if (input === undefined) {
    return { status: 400, body: { error: 'app_name, version, and target_ring are required' } }
  }
  const model = modelInForce(call)
  if (model === undefined) return { status: 404, body: { error: 'No active risk model found' } }
  const { pack, ...intent } = input
  const ring = call.rules.scoresRingOfRequest ? intent.targetRing : undefined
  const { riskScore, requiresCabApproval } = score(call, model, pack, ring)
  return () => {
    const deployment = state.deployments.insert({
      ...intent,
      flowId: randomUUID(),
      status: requiresCabApproval ? 'AWAITING_CAB' : 'APPROVED',
      riskScore,
      requiresCabApproval,
      submitterId: caller.id,
      isDemo: state.demoMode,
      createdUs: state.clock.stampUs(),
    })
    state.deploymentKeys.remember(keyOwner, sentRequestId, call.body.bytes, deployment.pk)
    appendEvents(call, deployment, model.version)
    return created(deployment)
  }
}

function appendEvents(call: Call, deployment: Deployment, modelVersion: string): void {
  const { flowId, appName, version, targetRing, riskScore } = deployment
  call.append('DEPLOYMENT_CREATED', flowId, { app_name: appName, version, target_ring: targetRing })
  call.append('RISK_ASSESSED', flowId, { risk_score: riskScore, model_version: modelVersion })
  if (deployment.requiresCabApproval) call.append('CAB_SUBMITTED', flowId)
}

/** The answer to a create, also when it is repeated after the deployment has moved on. */
function created({ flowId, riskScore, requiresCabApproval }: Deployment): Created {
  return {
    status: 201,
    body: {
      correlation_id: flowId,
      status: requiresCabApproval ? 'AWAITING_CAB' : 'APPROVED',
      risk_score: riskScore ?? 0,
      requires_cab_approval: requiresCabApproval,
    },
  }
}

function keyIsTaken({ requestId }: Call): Created {
  const error = 'Another request with this X-Correlation-ID and another body was accepted before.'
  return { status: 409, body: { error, correlation_id: requestId } }
}

/** A deployment that the caller may see: not one that the demo filter hides. */
export function visibleDeployment(call: Call, flowId: string): Deployment | undefined {
  const deployment = call.state.deployments.byFlowId(flowId)
  const isDemo = demoFilter(call)
  return isDemo === undefined || deployment?.isDemo === isDemo ? deployment : undefined
}

export const deployments = {
  'deployments.create': createDeployment,

  'deployments.list': (call) => {
    const filter = { status: wanted(call, 'status'), ring: wanted(call, 'ring'), isDemo: demoFilter(call) }
    const found = call.state.deployments.newest(filter, call.cap(100))
    return { status: 200, body: rows.body(found, (each) => ({ deployments: each })) }
  },

  'deployments.applications': (call) => {
    const filter = { status: wanted(call, 'status'), ring: wanted(call, 'ring'), isDemo: demoFilter(call) }
    const found = call.state.deployments.newest(filter, Number.POSITIVE_INFINITY)
    return { status: 200, body: { applications: applications(found, wanted(call, 'app_name')) } }
  },

  'deployments.get': (call) => {
    const found = visibleDeployment(call, call.param('correlation_id'))
    if (found === undefined) return { status: 404, body: { error: 'Deployment not found' } }
    return {
      status: 200,
      body: {
        correlation_id: found.flowId,
        app_name: found.appName,
        version: found.version,
        target_ring: found.targetRing,
        status: found.status,
        risk_score: found.riskScore,
        requires_cab_approval: found.requiresCabApproval,
        submitter: submitterOf(call, found),
        created_at: isoformat(found.createdUs),
      },
    }
  },
} satisfies HandlersOf<'deployments'>

/** The submitter's username. */
export function submitterOf(call: Call, { submitterId }: Deployment): string {
  return call.state.users.byId(submitterId)?.username ?? ''
}
