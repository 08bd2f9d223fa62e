// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto'
import { rings, type DeploymentStatus, type EventType } from '@eucora/harness/contract'
import type { State } from '../state.ts'
import type { Deployment } from '../store/deployments.ts'
import type { User } from '../store/users.ts'
import { countDemoRows, type DemoCounts } from './demo-data.ts'

/** How many rows of each kind there shall be; what is there already counts. */
export interface DemoTargets {
  readonly assets: number
  readonly applications: number
  readonly deployments: number
  readonly users: number
  readonly events: number
}

const appNames = ['Example Browser', 'Example Office', 'Example VPN Client', 'Example Editor']
const statuses: readonly DeploymentStatus[] = [
  'AWAITING_CAB',
  'APPROVED',
  'COMPLETED',
  'REJECTED',
  'FAILED',
  'PENDING',
]
const devices = [
  { type: 'Laptop', os: 'Windows 11', connector: 'intune' },
  { type: 'Laptop', os: 'macOS Sonoma', connector: 'jamf' },
  { type: 'Desktop', os: 'Windows 10', connector: 'sccm' },
  { type: 'Server', os: 'Ubuntu 22.04', connector: 'landscape' },
  { type: 'Mobile', os: 'Android 14', connector: 'intune' },
] as const

/** Fills the demo rows up, the same rows each time, and answers how many there are. */
export function seedDemoRows(state: State, targets: DemoTargets): DemoCounts {
  const before = countDemoRows(state)
  const demo = state.users.byName('demo') ?? addUser(state, 'demo', 'demo@eucora.com')
  for (let number = before.users; number <= targets.users; number += 1) addNumberedUser(state, number)
  for (let number = before.applications; number < targets.applications; number += 1) {
    state.applications.insert({ name: appName(number), version: versionOf(number), isDemo: true })
  }
  for (let number = before.assets; number < targets.assets; number += 1) addAsset(state, number)
  if (state.applications.countDemo() > 0) {
    for (let number = before.deployments; number < targets.deployments; number += 1) {
      addDeployment(state, number, demo)
    }
    addEvents(state, targets.events)
  }
  return countDemoRows(state)
}

function addNumberedUser(state: State, number: number): void {
  const username = `demo_${number}`
  if (number > 0 && state.users.byName(username) === undefined) {
    addUser(state, username, `${username}@demo.eucora.com`)
  }
}

/** Without a password, so that nobody signs in as a demo user. */
function addUser(state: State, username: string, email: string): User {
  const user: User = {
    id: state.users.nextId(),
    username,
    email,
    firstName: 'Demo',
    lastName: 'User',
    isStaff: false,
    isSuperuser: false,
    isActive: true,
    groups: new Set(),
  }
  state.users.add(user)
  return user
}

function addAsset(state: State, number: number): void {
  const device = pick(devices, number)
  const createdUs = state.clock.stampUs()
  const isActive = number % 10 !== 9
  state.assets.insert({
    assetId: `DEMO-AST-${String(number).padStart(7, '0')}`,
    name: `${device.type.slice(0, 3).toUpperCase()}-${String(number).padStart(6, '0')}`,
    serialNumber: `SN${100_000 + number}`,
    type: device.type,
    os: device.os,
    status: isActive ? 'Active' : 'Retired',
    location: pick(['Head office', 'Branch', 'Remote'], number),
    owner: `demo_${(number % 10) + 1}@eucora.com`,
    ipAddress: isActive ? `10.0.${Math.floor(number / 254) % 256}.${(number % 254) + 1}` : null,
    diskEncryption: isActive,
    firewallEnabled: true,
    complianceScore: isActive ? 75 + (number % 26) : 40,
    lastCheckinUs: isActive ? createdUs : null,
    dexScore: isActive ? 8.5 : null,
    bootTime: isActive ? 15 + (number % 100) : null,
    carbonFootprint: 120.5,
    userSentiment: isActive ? 'Positive' : null,
    connectorType: device.connector,
    isDemo: true,
    createdUs,
    updatedUs: createdUs,
  })
}

function addDeployment(state: State, number: number, demo: User): void {
  const status = pick(statuses, number)
  const needsCab = status === 'AWAITING_CAB' || status === 'APPROVED'
  const flowId = randomUUID()
  const deployment = state.deployments.insert({
    flowId,
    appName: appName(number),
    version: versionOf(number),
    targetRing: pick(rings, number),
    status,
    riskScore: needsCab ? 51 + (number % 45) : number % 51,
    requiresCabApproval: needsCab,
    submitterId: demo.id,
    evidencePackId: flowId,
    isDemo: true,
    createdUs: state.clock.stampUs(),
  })
  addPack(state, deployment)
  if (needsCab) addApproval(state, deployment, demo)
  append(state, flowId, 'DEPLOYMENT_CREATED', deployment.appName)
  append(state, flowId, 'RISK_ASSESSED', deployment.appName)
}

function addPack(state: State, { flowId, appName: app, version, createdUs }: Deployment): void {
  state.evidencePacks.add({
    id: flowId,
    appName: app,
    version,
    artifactHash: createHash('sha256').update(`${app} ${version}`).digest('hex'),
    artifactPath: `demo/artifacts/${app.replaceAll(' ', '-')}/${version}/${flowId}.pkg`,
    sbomData: { packages: [{ name: 'lib-a', version: '1.0' }] },
    scanResults: { critical: 0, high: 0, medium: 0, low: 1 },
    rollbackPlan: 'Uninstall, then install the previous version and watch it for a day.',
    isValidated: true,
    isDemo: true,
    createdUs,
  })
}

function addApproval(state: State, deployment: Deployment, demo: User): void {
  const isWaiting = deployment.status === 'AWAITING_CAB'
  state.legacyApprovals.append({
    id: state.legacyApprovals.nextId(),
    deploymentPk: deployment.pk,
    decision: isWaiting ? 'PENDING' : 'APPROVED',
    approverId: isWaiting ? null : demo.id,
    comments: '',
    conditions: [],
    submittedUs: deployment.createdUs,
    reviewedUs: isWaiting ? null : deployment.createdUs,
  })
}

function addEvents(state: State, target: number): void {
  const flows = state.deployments.newest({ isDemo: true }, Number.POSITIVE_INFINITY)
  if (flows.length === 0) return
  for (let number = state.events.total({ isDemo: true }); number < target; number += 1) {
    const { flowId, appName: app } = pick(flows, number)
    append(state, flowId, 'RISK_ASSESSED', app)
  }
}

function append(state: State, correlationId: string, type: EventType, app: string): void {
  state.events.append({
    correlationId,
    type,
    data: { app_name: app, detail: 'Demo event' },
    actor: 'demo-system',
    isDemo: true,
  })
}

function appName(number: number): string {
  return pick(appNames, number)
}

function versionOf(number: number): string {
  return `1.${Math.floor(number / appNames.length)}.0`
}

function pick<T>(choices: readonly T[], number: number): T {
  const choice = choices[number % choices.length]
  if (choice === undefined) throw new RangeError('There is nothing to choose from.')
  return choice
}
