// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, numberOf, textOf, type JsonObject } from '../../providers/json-value.ts'
import type { PlaneReading } from '../plane-gateway.ts'
import {
  displayName,
  drifted,
  ringGroup,
  type Connector,
  type KeyedOrder,
  type OnPlane,
} from './connector.ts'
import { ntlmSignIn } from './ntlm-sign-in.ts'
import { PlaneFailure } from './plane-failure.ts'
import { PlaneHttp } from './plane-http.ts'
import type { SccmAccess } from './plane-settings.ts'
import { logicalName, sdmPackageXml } from './sccm-package.ts'
import { ReadOnce } from './read-once.ts'

const wmi = '/AdminService/wmi'
const applications = `${wmi}/SMS_Application`
const assignments = `${wmi}/SMS_ApplicationAssignment`
/** The client operation that makes clients ask for policy, and try again what failed. */
const requestPolicy = 8

/** Publishes by Configuration Manager: an application with its content, required on the ring's collection. */
export class SccmConnector implements Connector {
  readonly #http: PlaneHttp
  readonly #known = new Map<string, ReadOnce<string>>()

  constructor(access: SccmAccess, timeoutMs: number) {
    this.#http = new PlaneHttp({ baseUrl: access.url, timeoutMs, authorize: ntlmSignIn(access, timeoutMs) })
  }

  async health(requestId: string): Promise<JsonObject> {
    const [site] = await this.#list(requestId, `${wmi}/SMS_Site`)
    return { site_code: site?.['SiteCode'], version: site?.['Version'] }
  }

  async publish(order: KeyedOrder): Promise<OnPlane> {
    const found = order.triedBefore ? await this.#latest(order) : undefined
    const application = found ?? (await this.#create(order, 1))
    await this.#distribute(application, order)
    const assignment = order.triedBefore ? await this.#assignment(order) : undefined
    if (assignment === undefined) await this.#post(order, assignments, await this.#wanted(application, order))
    return onPlane(application, order)
  }

  async read(objectId: string, order: KeyedOrder): Promise<PlaneReading> {
    const application = await this.#latest(order)
    if (application === undefined) return drifted('the application is gone')
    if (String(application['CI_ID']) !== objectId) return drifted('the application has another revision')
    if (application['IsExpired'] !== false) return drifted('the application is retired')
    const assignment = await this.#assignment(order)
    if (assignment === undefined) return drifted('the deployment is gone')
    const wanted = await this.#wanted(application, order)
    const other = Object.keys(wanted).find((name) => !isSame(assignment[name], wanted[name]))
    if (other !== undefined) return drifted(`the deployment has another ${other}`)
    const filter = `AssignmentID eq ${String(assignment['AssignmentID'])}`
    const rows = await this.#list(order.requestId, `${wmi}/SMS_AppDeploymentAssetDetails`, filter)
    const counts: Record<string, number> = {}
    for (const { StatusType } of rows) {
      const name = statusNames[numberOf(StatusType) ?? 4] ?? 'unknown'
      counts[name] = (counts[name] ?? 0) + 1
    }
    return { status: statusOf(counts), details: { devices: counts } }
  }

  async repair(objectId: string, order: KeyedOrder): Promise<OnPlane> {
    const again = { ...order, triedBefore: true }
    const application = await this.#current(objectId, again)
    if (application === undefined) return this.publish(again)
    const assignment = await this.#assignment(order)
    const wanted = await this.#wanted(application, order)
    const id = assignment === undefined ? '' : `(${String(assignment['AssignmentID'])})`
    await this.#post(order, `${assignments}${id}`, wanted)
    await this.#post(order, `${wmi}/SMS_ClientOperation.InitiateClientOperation`, {
      Type: requestPolicy,
      TargetCollectionID: wanted['TargetCollectionID'],
    })
    return onPlane(application, order)
  }

  /** The application as it was published: a new revision over that of somebody else, and not retired. */
  async #current(objectId: string, order: KeyedOrder): Promise<JsonObject | undefined> {
    const latest = await this.#latest(order)
    if (latest === undefined) return undefined
    if (String(latest['CI_ID']) !== objectId) {
      const made = await this.#create(order, (numberOf(latest['SDMPackageVersion']) ?? 1) + 1)
      await this.#distribute(made, order)
      return made
    }
    if (latest['IsExpired'] === true) {
      const json = { Expired: false }
      await this.#post(order, `${applications}(${objectId})/AdminService.SetIsExpired`, json)
    }
    return latest
  }

  async #create(order: KeyedOrder, revision: number): Promise<JsonObject> {
    const SDMPackageXML = sdmPackageXml(order, await this.#scopeId(order), revision)
    return this.#post(order, applications, { SDMPackageXML })
  }

  async #latest(order: KeyedOrder): Promise<JsonObject | undefined> {
    const modelName = `${await this.#scopeId(order)}/${logicalName(order)}`
    const filter = `ModelName eq '${modelName}' and IsLatest eq true`
    return (await this.#list(order.requestId, applications, filter))[0]
  }

  /** Content that is on the points already is not sent again. */
  async #distribute({ PackageID }: JsonObject, order: KeyedOrder): Promise<void> {
    const group = await this.#once('points', async () => {
      const [first] = await this.#list(order.requestId, `${wmi}/SMS_DistributionPointGroup`)
      return textOf(first?.['GroupID'])
    })
    const path = `${wmi}/SMS_DistributionPointGroup('${encodeURIComponent(group)}')/AdminService.AddPackages`
    await this.#post(order, path, { PackageIDs: [PackageID] })
  }

  async #assignment(order: KeyedOrder): Promise<JsonObject | undefined> {
    const filter = `AssignmentName eq '${assignmentName(order)}'`
    return (await this.#list(order.requestId, assignments, filter))[0]
  }

  /** The deployment as it is to be, by its properties that can be written. */
  async #wanted({ CI_ID }: JsonObject, order: KeyedOrder): Promise<JsonObject> {
    return {
      AssignmentName: assignmentName(order),
      AssignedCIs: [CI_ID],
      TargetCollectionID: await this.#collectionId(order),
      DesiredConfigType: 1,
      OfferTypeID: 0,
      Enabled: true,
    }
  }

  #collectionId(order: KeyedOrder): Promise<string> {
    const name = ringGroup(order)
    return this.#once(name, async () => {
      const [found] = await this.#list(order.requestId, `${wmi}/SMS_Collection`, `Name eq '${name}'`)
      if (found !== undefined) return textOf(found['CollectionID'])
      throw new PlaneFailure('permanent', `Configuration Manager has no collection ${name}`)
    })
  }

  #scopeId({ requestId }: KeyedOrder): Promise<string> {
    return this.#once('scope', async () => {
      const path = `${wmi}/SMS_Identification.GetSiteID`
      const { SiteID } = (await this.#http.ask(requestId, { method: 'GET', path })).object()
      return `ScopeId_${textOf(SiteID).replaceAll(/[{}]/g, '')}`
    })
  }

  #once(name: string, read: () => Promise<string>): Promise<string> {
    const known = this.#known.get(name) ?? new ReadOnce<string>()
    this.#known.set(name, known)
    return known.value(read)
  }

  async #list(requestId: string, path: string, filter?: string): Promise<readonly JsonObject[]> {
    const query = filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`
    const answer = await this.#http.ask(requestId, { method: 'GET', path: `${path}${query}` })
    return listOf(answer.object()['value']).filter(isObject)
  }

  async #post({ requestId }: KeyedOrder, path: string, json: JsonObject): Promise<JsonObject> {
    return (await this.#http.ask(requestId, { method: 'POST', path, json })).object()
  }
}

/** StatusType by name. One whose requirements are not met is not meant to have the application. */
const statusNames: Readonly<Record<number, string>> = {
  1: 'success',
  2: 'in_progress',
  3: 'requirements_not_met',
  4: 'unknown',
  5: 'error',
}

function statusOf(counts: Readonly<Record<string, number>>): PlaneReading['status'] {
  const has = (name: string): boolean => (counts[name] ?? 0) > 0
  if (has('error')) return 'failed'
  return has('in_progress') || has('unknown') ? 'in_progress' : 'installed'
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function assignmentName({ key, appName }: KeyedOrder): string {
  return `EUCORA_${appName.replaceAll(/[^\w.-]+/g, '_')}_${key}`
}

function onPlane({ CI_ID }: JsonObject, order: KeyedOrder): OnPlane {
  const details = { idempotency_key: order.key, target: ringGroup(order), application: displayName(order) }
  return { objectId: String(CI_ID), details }
}
