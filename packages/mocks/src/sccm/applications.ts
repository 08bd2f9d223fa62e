// SPDX-License-Identifier: Apache-2.0
import type { Row } from '../graph/filter.ts'
import type { SccmAccount } from './settings.ts'
import type { SccmAnswer, SccmCall } from './admit.ts'
import { methodAnswer, sccmError } from './answers.ts'
import { bodyOf } from './body.ts'
import { withEqual } from './equal.ts'
import { instance, instances, noInstance, numberKey } from './odata.ts'
import { readSdmPackage, type SdmPackage } from './sdm-package.ts'
import type { Application, SccmState } from './state.ts'
import { iso, nextObjectId } from './values.ts'
import { applicationClass } from './wmi-classes.ts'

export const listApplications: SccmAnswer = (call) => {
  const counts = deploymentCounts(call.state)
  const asked = withEqual([...call.state.applications.values()], call, {
    ModelName: ({ scopeId, logicalName }) => `${scopeId}/${logicalName}`,
  })
  const rows = asked.map((each) => applicationRow(call.state, each, counts))
  return instances(call, applicationClass, rows)
}

export const getApplication: SccmAnswer = (call) =>
  withApplication(call, (found) => instance(call, applicationClass, applicationRow(call.state, found)))

/**
 * POST: an application is its SDMPackageXML. Names and descriptions that are sent beside it are read-only, and say
 * nothing. The same application with a higher version is its next revision.
 */
export const createApplication: SccmAnswer = (call, account) => {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const xml = body['SDMPackageXML']
  if (typeof xml !== 'string' || xml === '') {
    return sccmError(400, 'SDMPackageXML is required to create an instance of SMS_Application.')
  }
  const digest = readSdmPackage(xml)
  if (digest === undefined) return sccmError(400, 'SDMPackageXML is not a valid application digest.')
  return keepApplication(call, account, digest, { xml, isHidden: body['IsHidden'] === true })
}

/** POST to the instance: its next revision. */
export const reviseApplication: SccmAnswer = (call, account) =>
  withApplication(call, () => createApplication(call, account))

export function keepApplication(
  call: SccmCall,
  account: SccmAccount,
  digest: SdmPackage,
  { xml, isHidden }: { readonly xml: string; readonly isHidden: boolean },
): Response {
  const { state, clock } = call
  const revisions = revisionsOf(state, digest)
  if (revisions.some(({ version }) => version >= digest.version)) {
    const uniqueId = `${digest.scopeId}/${digest.logicalName}/${digest.version}`
    return sccmError(
      409,
      `An object with the CI_UniqueID ${uniqueId}, or a later version of it, already exists.`,
    )
  }
  for (const each of revisions) each.isLatest = false
  const { hasContent, ...kept } = digest
  const packageId = revisions.find((each) => each.packageId !== null)?.packageId ?? null
  state.lastIds.ci += 1
  const made: Application = {
    ...kept,
    ciId: state.lastIds.ci,
    packageId: packageId ?? (hasContent ? nextObjectId(state) : null),
    sdmPackageXml: xml,
    isHidden,
    isLatest: true,
    isExpired: false,
    createdMs: clock.nowMs(),
    createdBy: account.user,
  }
  state.applications.set(made.ciId, made)
  return instance(call, applicationClass, applicationRow(state, made), 201)
}

/** Looked for without a copy of all: a site that has published for long has thousands. */
function revisionsOf({ applications }: SccmState, { logicalName, scopeId }: SdmPackage): Application[] {
  const found: Application[] = []
  for (const each of applications.values()) {
    if (each.logicalName === logicalName && each.scopeId === scopeId) found.push(each)
  }
  return found
}

/** The product deletes no application that is deployed. */
export const deleteApplication: SccmAnswer = (call) =>
  withApplication(call, ({ ciId }) => {
    const isDeployed = [...call.state.assignments.values()].some((each) => each.ciId === ciId)
    if (isDeployed) return sccmError(400, 'The application is deployed and cannot be deleted.')
    call.state.applications.delete(ciId)
    return new Response(null, { status: 204 })
  })

/** POST `AdminService.SetIsExpired` {Expired}: retires an application, or takes that back. */
export const setIsExpired: SccmAnswer = (call) =>
  withApplication(call, (found) => {
    const body = bodyOf(call)
    if (body instanceof Response) return body
    if (typeof body['Expired'] !== 'boolean') return sccmError(400, "The parameter 'Expired' is missing.")
    found.isExpired = body['Expired']
    return methodAnswer(call)
  })

function withApplication(call: SccmCall, answer: (found: Application) => Response): Response {
  const key = numberKey(call)
  if (key instanceof Response) return key
  const found = call.state.applications.get(key)
  return found === undefined ? noInstance(applicationClass, String(key)) : answer(found)
}

export function uniqueIdOf({ scopeId, logicalName, version }: Application): string {
  return `${scopeId}/${logicalName}/${version}`
}

/** How many deployments each application has. */
function deploymentCounts({ assignments }: SccmState): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { ciId } of assignments.values()) counts.set(ciId, (counts.get(ciId) ?? 0) + 1)
  return counts
}

/** The same of one application, without a look-up table for all. */
function deploymentCount({ assignments }: SccmState, ciId: number): number {
  let count = 0
  for (const each of assignments.values()) if (each.ciId === ciId) count += 1
  return count
}

function applicationRow(
  state: SccmState,
  application: Application,
  counts?: ReadonlyMap<number, number>,
): Row {
  const { ciId, scopeId, logicalName, version, packageId, deploymentTypes, createdMs } = application
  const deployments = counts === undefined ? deploymentCount(state, ciId) : (counts.get(ciId) ?? 0)
  return {
    CI_ID: ciId,
    CI_UniqueID: uniqueIdOf(application),
    CIType_ID: 10,
    CIVersion: version,
    CreatedBy: application.createdBy,
    DateCreated: iso(createdMs),
    DateLastModified: iso(createdMs),
    HasContent: packageId !== null,
    IsDeployable: deploymentTypes > 0,
    IsDeployed: deployments > 0,
    IsEnabled: true,
    IsExpired: application.isExpired,
    IsHidden: application.isHidden,
    IsLatest: application.isLatest,
    IsSuperseded: false,
    LastModifiedBy: application.createdBy,
    LocalizedDescription: application.description,
    LocalizedDisplayName: application.title,
    Manufacturer: application.publisher,
    ModelName: `${scopeId}/${logicalName}`,
    NumberOfDeployments: deployments,
    NumberOfDeploymentTypes: deploymentTypes,
    PackageID: packageId ?? '',
    SDMPackageVersion: version,
    SDMPackageXML: application.sdmPackageXml,
    SoftwareVersion: application.softwareVersion,
    SourceSite: state.siteCode,
  }
}
