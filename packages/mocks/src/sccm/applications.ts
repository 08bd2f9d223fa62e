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
import { modelName } from './tables.ts'
import { iso, nextObjectId } from './values.ts'
import { applicationClass } from './wmi-classes.ts'

export const listApplications: SccmAnswer = (call) => {
  const rows = withEqual(call.state.applications, call, ['ModelName']).map((each) =>
    applicationRow(call.state, each),
  )
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
  const { scopeId, logicalName } = digest
  const revisions = state.applications
    .with('ModelName', modelName(digest))
    .filter((each) => each.logicalName === logicalName && each.scopeId === scopeId)
  if (revisions.some(({ version }) => version >= digest.version)) {
    const uniqueId = uniqueIdOf(digest)
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

/** The product deletes no application that is deployed. */
export const deleteApplication: SccmAnswer = (call) =>
  withApplication(call, ({ ciId }) => {
    const isDeployed = call.state.assignments.countWith('AppCI', ciId) > 0
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

export function uniqueIdOf(application: Pick<Application, 'scopeId' | 'logicalName' | 'version'>): string {
  return `${modelName(application)}/${application.version}`
}

function applicationRow(state: SccmState, application: Application): Row {
  const { ciId, version, packageId, deploymentTypes, createdMs } = application
  const deployments = state.assignments.countWith('AppCI', ciId)
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
    ModelName: modelName(application),
    NumberOfDeployments: deployments,
    NumberOfDeploymentTypes: deploymentTypes,
    PackageID: packageId ?? '',
    SDMPackageVersion: version,
    SDMPackageXML: application.sdmPackageXml,
    SoftwareVersion: application.softwareVersion,
    SourceSite: state.siteCode,
  }
}
