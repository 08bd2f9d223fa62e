// SPDX-License-Identifier: Apache-2.0
import type { State } from '../state.ts'
import type { Deployment } from '../store/deployments.ts'
import { uuidFrom } from '../uuid.ts'

/** The deployment that a package or an exception names: by integer key as text, or by flow id (rules: CAB). */
export function deploymentNamed(state: State, name: string): Deployment | undefined {
  if (/^[1-9]\d{0,14}$/.test(name)) return state.deployments.byPk(Number(name))
  const flowId = uuidFrom(name)
  return flowId === undefined ? undefined : state.deployments.byFlowId(flowId)
}
