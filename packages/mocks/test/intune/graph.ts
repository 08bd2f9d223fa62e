// SPDX-License-Identifier: Apache-2.0
import { ClientSecretCredential } from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'
import { createEntra } from '../../src/entra/entra.ts'
import { connectorRoles, type AppRegistration } from '../../src/graph/tenant.ts'
import { graphAudience, signed } from '../../src/graph/tokens.ts'
import { createIntune, type IntuneOptions } from '../../src/intune/intune.ts'
import { servedSecurely } from '../graph/secure.ts'
import { connector, startMs, tenant } from '../graph/tenant.ts'

export const minuteMs = 60_000

export const app = {
  '@odata.type': '#microsoft.graph.win32LobApp',
  displayName: 'Editor 2.0',
  description: 'An editor',
  publisher: 'Example',
  fileName: 'editor.intunewin',
  setupFilePath: 'setup.exe',
  installCommandLine: 'setup.exe /quiet',
  uninstallCommandLine: 'setup.exe /x /quiet',
  installExperience: { runAsAccount: 'system', deviceRestartBehavior: 'suppress' },
  returnCodes: [{ returnCode: 0, type: 'success' }],
  rules: [
    {
      '@odata.type': '#microsoft.graph.win32LobAppFileSystemRule',
      ruleType: 'detection',
      path: 'C:\\Editor',
      fileOrFolderName: 'editor.exe',
      operationType: 'exists',
      operator: 'notConfigured',
    },
  ],
}

/** Entra and Intune of one tenant over HTTPS, and Microsoft's own clients on top. */
export async function graph(options: Partial<IntuneOptions> = {}, registration: AppRegistration = connector) {
  const entra = createEntra({ tenant, startMs })
  const intune = createIntune({ tenant, startMs, ...options })
  const entraUrl = await servedSecurely(entra)
  const url = await servedSecurely(intune)
  const credential = new ClientSecretCredential(
    tenant.tenantId,
    registration.clientId,
    registration.clientSecret,
    { authorityHost: entraUrl, disableInstanceDiscovery: true },
  )
  const authProvider = new TokenCredentialAuthenticationProvider(credential, {
    scopes: ['https://graph.microsoft.com/.default'],
  })
  const client = Client.initWithMiddleware({
    authProvider,
    baseUrl: url,
    customHosts: new Set(['127.0.0.1']),
  })
  return { entra, intune, client, url, credential }
}

/** The same with a token that outlives tests that move the clock by days, which Microsoft's clients know nothing of. */
export async function graphForDays(options: Partial<IntuneOptions> = {}) {
  const intune = createIntune({ tenant, startMs, ...options })
  const url = await servedSecurely(intune)
  const accessToken = daysToken()
  const client = Client.initWithMiddleware({
    authProvider: { getAccessToken: () => Promise.resolve(accessToken) },
    baseUrl: url,
    customHosts: new Set(['127.0.0.1']),
  })
  return { intune, client, url, accessToken }
}

function daysToken(): string {
  const nowS = startMs / 1000
  const { tenantId: tid, signingKey } = tenant
  const claims = { aud: graphAudience, iss: 'x', tid, appid: 'a', uti: 'u', iat: nowS, nbf: nowS }
  return signed({ ...claims, exp: nowS + 30 * 86_400, roles: connectorRoles }, signingKey)
}

type Graph = Awaited<ReturnType<typeof graph>>

const apps = '/deviceAppManagement/mobileApps'

/** Creates an app and gives it content, as the product wants it before it can be assigned. */
export async function published({ client, intune }: Pick<Graph, 'client' | 'intune'>): Promise<string> {
  const { id } = idOf(await client.api(apps).post(app))
  const content = `${apps}/${id}/microsoft.graph.win32LobApp/contentVersions`
  const version = idOf(await client.api(content).post({}))
  const files = `${content}/${version.id}/files`
  const file = idOf(await client.api(files).post({ name: 'editor.intunewin', size: 100, sizeEncrypted: 148 }))
  intune.clock.advance(1000)
  const { azureStorageUri } = uploadOf(await client.api(`${files}/${file.id}`).get())
  await fetch(`${azureStorageUri}&comp=block&blockid=MQ==`, { method: 'PUT', body: 'encrypted' })
  await fetch(`${azureStorageUri}&comp=blocklist`, { method: 'PUT', body: '<BlockList/>' })
  await client
    .api(`${files}/${file.id}/commit`)
    .post({ fileEncryptionInfo: { profileIdentifier: 'ProfileVersion1' } })
  intune.clock.advance(2000)
  const type = app['@odata.type']
  await client.api(`${apps}/${id}`).patch({ '@odata.type': type, committedContentVersion: version.id })
  return id
}

export function idOf(value: unknown): { readonly id: string } {
  const { id } = record(value)
  if (typeof id !== 'string') throw new TypeError('There is no id.')
  return { id }
}

function uploadOf(value: unknown): { readonly azureStorageUri: string } {
  const { azureStorageUri } = record(value)
  if (typeof azureStorageUri !== 'string') throw new TypeError('There is no place to upload to yet.')
  return { azureStorageUri }
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('There is no object.')
  return Object.fromEntries(Object.entries(value))
}

/** An assignment to a ring's group. */
export function assignmentTo(intune: Graph['intune'], ring: string, intent = 'required') {
  const groupId = intune.state.directory.groups.find(({ displayName }) => displayName.endsWith(ring))?.id
  return {
    '@odata.type': '#microsoft.graph.mobileAppAssignment',
    intent,
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
  }
}

export async function assigned(served: Pick<Graph, 'client' | 'intune'>, ring = 'CANARY'): Promise<string> {
  const id = await published(served)
  await served.client
    .api(`${apps}/${id}/assign`)
    .post({ mobileAppAssignments: [assignmentTo(served.intune, ring)] })
  return id
}
