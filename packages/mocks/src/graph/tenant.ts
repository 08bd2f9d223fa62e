// SPDX-License-Identifier: Apache-2.0

/** An application registered in a tenant. */
export interface AppRegistration {
  readonly clientId: string
  readonly clientSecret: string
  /** Milliseconds since the epoch. Default: the secret does not expire. */
  readonly secretExpiresMs?: number
  /** The application permissions that an administrator has granted it. */
  readonly roles: readonly string[]
  readonly redirectUris?: readonly string[]
}

/** What Entra and Microsoft Graph know of one tenant. Both mocks of a tenant are made with equal settings. */
export interface Tenant {
  readonly tenantId: string
  readonly domain: string
  readonly apps: readonly AppRegistration[]
  /** Signs access tokens, so that Graph knows those that Entra issued. */
  readonly signingKey: string
  /** What users, groups and devices are made from. Default: the tenant's id. */
  readonly seed?: string
  /** Windows and other devices in the tenant. Default 50. */
  readonly deviceCount?: number
}

/** The application permissions that EUCORA's Intune and Entra connectors need. */
export const connectorRoles = [
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'GroupMember.Read.All',
  'User.Read.All',
] as const
