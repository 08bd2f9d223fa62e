// SPDX-License-Identifier: Apache-2.0

// The stand-in of the backend
export { createStandIn, type StandIn, type StandInOptions } from './standin/server.ts'
export { emptySeed, parseSeed, SeedError, type Seed } from './standin/seed.ts'
export { defaultSettings, everyScope, type Settings } from './standin/settings.ts'
export { allDefects, findDefects, UnknownDefectError } from './standin/defects/index.ts'
export type { Defect } from './standin/defect.ts'
export { Clock } from './standin/clock.ts'

// Any mock of an outside system: served over HTTP, as MSW handlers, with faults
export { servePlane, type ServedPlane, type ServePlaneOptions } from './plane/serve-plane.ts'
export { mswHandlers } from './plane/msw.ts'
export {
  definePlane,
  type InjectedFault,
  type Plane,
  type PlaneDefinition,
  type PlaneStart,
} from './plane/plane.ts'
export type { PlaneCall, PlaneRoute } from './plane/routes.ts'
export type { LoggedCall } from './plane/call-log.ts'
export type { FaultKind, FaultSpec } from './plane/fault-spec.ts'
export { FaultError, type Fault } from './plane/faults.ts'

// The execution planes
export { createIntune, type IntuneOptions } from './intune/intune.ts'
export { createEntra, type EntraOptions } from './entra/entra.ts'
export { tenantOf } from './graph/tenant-of.ts'
export type { Tenant } from './graph/tenant.ts'
export { createJamf, type JamfOptions } from './jamf/jamf.ts'
export { jamfServerOf, type JamfServer } from './jamf/settings.ts'
export { createSccm, type SccmOptions } from './sccm/sccm.ts'
export { sccmSiteOf, type SccmSite } from './sccm/settings.ts'
export { createLandscape, type LandscapeOptions } from './landscape/landscape.ts'
export { landscapeAccountOf, type LandscapeAccount } from './landscape/account.ts'
export { createAwx, type AwxOptions } from './awx/awx.ts'
export { awxAccountOf, type AwxAccount } from './awx/account.ts'

// The AI providers
export { createProvider } from './providers/all.ts'
export { providerKeys, providerNames, type ProviderName } from './providers/names.ts'

// The other systems
export { createS3, type S3Options } from './s3/s3.ts'
export { createServiceNow, type ServiceNowOptions } from './servicenow/servicenow.ts'
export { instanceOf, type Instance } from './servicenow/instance.ts'
export { createJira, type JiraOptions } from './jira/jira.ts'
export { siteOf, type JiraSite } from './jira/site.ts'
export { hostsOf, serveProxy, type ProxyOptions, type ServedProxy } from './proxy/proxy.ts'
