// SPDX-License-Identifier: Apache-2.0
import {
  HarnessError,
  mostPerSecond,
  sideBySide,
  type Actor,
  type Form,
  type LoadSetUp,
  type Profile,
  type SettingUpLoad,
} from '@eucora/harness/load'
import { deployBody, planes, rings, type Approved, type Plane } from './connector-pairs.ts'
import { readBackConnectors } from './connector-read-back.ts'

/** A user who happens to think little deploys more than the mean. */
const spare = 1.1
/** Seconds in which answers still come after the hold. */
const afterSeconds = 5

/** Deployments for a form: each can go onto each plane once. */
export function deploymentsFor(profile: Profile, form: Form): number {
  const perPlane = 0.15 * ((mostPerSecond(profile) ?? 0) / profile.users)
  const seconds = form.rampSeconds + form.holdSeconds + afterSeconds
  return profile.users * (Math.ceil(perPlane * seconds * spare) + 1)
}

/** Establishes what the publishers need: planes that are well, and approved deployments to bring onto them. */
export async function setUpConnectors(setting: SettingUpLoad): Promise<LoadSetUp> {
  const { runId, profile, form, servers, say } = setting
  const publisher = await setting.signIn('publisher')
  for (const plane of planes) await needPlane(publisher, plane)
  const submitter = await setting.signIn('submitter')
  const numbers = Array.from({ length: deploymentsFor(profile, form) }, (_, number) => number)
  say(`Making ${numbers.length.toLocaleString('en')} approved deployments …`)
  const deployments: Approved[] = []
  await sideBySide(numbers, 8, async (number) => {
    deployments[number] = await approvedDeployment(submitter, runId, number)
  })
  const woken = await wakePlanes(publisher, submitter, setting)
  return {
    data: { users: profile.users, deployments },
    established: [
      `${numbers.length.toLocaleString('en')} approved deployments were made, each for one publication on each plane.`,
      `The planes ${planes.join(', ')} were well when the load began.`,
      `Each had published, told and repaired ${woken.toLocaleString('en')} other deployments before, so as not to be judged cold.`,
    ],
    readBack: (reading) => readBackConnectors({ reader: publisher, deployments, servers, reading }),
  }
}

async function needPlane(publisher: Actor, plane: string): Promise<void> {
  const answer = await publisher.call('connectors.health', { params: { connector_type: plane } })
  if (answer.status === 200) return
  const why = answer.status === 503 ? answer.body.message : `the target answered ${answer.httpStatus}`
  throw new HarnessError(
    'preconditions',
    `The plane ${plane} is not up: ${why}`,
    'Start it, and tell the backend where it is',
  )
}

/**
 * Publishes on each plane, looks and repairs, so that the load does not judge code that runs for the first time. Ends at
 * the first answer that is bad or missing: what is wrong then is for the load to judge. Gives how many deployments went
 * through.
 */
async function wakePlanes(
  publisher: Actor,
  submitter: Actor,
  { runId, profile, say }: SettingUpLoad,
): Promise<number> {
  const count = Math.ceil(profile.users / 2)
  say(`Publishing ${count} others on each plane, which warms it up …`)
  let isWell = true
  let woken = 0
  await sideBySide([...Array(count).keys()], 8, async (number) => {
    if (!isWell) return
    const deployment = await approvedDeployment(submitter, `${runId}-before`, number)
    for (const plane of planes) {
      if (!(await isPublished(publisher, plane, deployment).catch(isNoAnswer))) isWell = false
      if (!isWell) return
    }
    woken += 1
  })
  return woken
}

async function isPublished(publisher: Actor, plane: Plane, deployment: Approved): Promise<boolean> {
  const { flowId } = deployment
  const params = { connector_type: plane }
  const deployed = await publisher.call('connectors.deploy', { params, body: deployBody(deployment) })
  if (deployed.status !== 200) return false
  const found = await publisher.call('connectors.status', { params: { ...params, correlation_id: flowId } })
  const body = { deployment_intent_id: flowId, action: 'redeploy' } as const
  const repaired = await publisher.call('connectors.remediate', { params, body })
  return found.status === 200 && repaired.status === 200
}

function isNoAnswer(error: unknown): false {
  if (error instanceof HarnessError) return false
  throw error
}

async function approvedDeployment(submitter: Actor, runId: string, number: number): Promise<Approved> {
  // As many digits each, so that no name is part of another.
  const appName = `load-${runId}-${String(number).padStart(6, '0')}`
  const ring = rings[number % rings.length] ?? 'LAB'
  const body = {
    app_name: appName,
    version: '1.0.0',
    target_ring: ring,
    evidence_pack: {
      app_name: appName,
      has_rollback_plan: true,
      rollback_tested: true,
      artifact_hash: 'a'.repeat(64),
      sbom_data: { packages: [{ name: 'load', version: '1.0.0' }] },
      vulnerability_scan_results: { critical: 0, high: 0, medium: 0, low: 0 },
      rollback_plan: 'Install the version before.',
    },
  }
  const answer = await submitter.call('deployments.create', { body })
  if (answer.status === 201 && answer.body.status === 'APPROVED') {
    return { flowId: answer.body.correlation_id, appName, version: body.version, ring }
  }
  const got = answer.status === 201 ? answer.body.status : `status ${answer.httpStatus}`
  throw new HarnessError(
    'preconditions',
    `An approved deployment is needed, and the create of ${appName} gave ${got}`,
    'Check that the risk model approves complete evidence, and what the load users may do',
  )
}
