// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'

const text = Type.Union([Type.String(), Type.Null()])
const flag = Type.Union([Type.Boolean(), Type.Null()])
const anything = Type.Unknown()

/** What every app may be created with. */
const mobileApp = {
  '@odata.type': Type.String(),
  displayName: Type.Optional(text),
  description: Type.Optional(text),
  publisher: Type.Optional(text),
  developer: Type.Optional(text),
  owner: Type.Optional(text),
  notes: Type.Optional(text),
  isFeatured: Type.Optional(flag),
  informationUrl: Type.Optional(text),
  privacyInformationUrl: Type.Optional(text),
  largeIcon: Type.Optional(anything),
}

const win32LobApp = {
  ...mobileApp,
  fileName: Type.Optional(text),
  installCommandLine: Type.Optional(text),
  uninstallCommandLine: Type.Optional(text),
  setupFilePath: Type.Optional(text),
  applicableArchitectures: Type.Optional(text),
  allowedArchitectures: Type.Optional(text),
  minimumFreeDiskSpaceInMB: Type.Optional(anything),
  minimumMemoryInMB: Type.Optional(anything),
  minimumNumberOfProcessors: Type.Optional(anything),
  minimumCpuSpeedInMHz: Type.Optional(anything),
  minimumSupportedWindowsRelease: Type.Optional(text),
  rules: Type.Optional(Type.Array(Type.Record(Type.String(), anything))),
  installExperience: Type.Optional(Type.Record(Type.String(), anything)),
  returnCodes: Type.Optional(Type.Array(Type.Record(Type.String(), anything))),
  msiInformation: Type.Optional(anything),
  committedContentVersion: Type.Optional(text),
}

const webApp = { ...mobileApp, appUrl: Type.Optional(text), useManagedBrowser: Type.Optional(flag) }

/** The app types that this mock has, by their name in Graph. A web app needs no content. */
export const appTypes = {
  '#microsoft.graph.win32LobApp': Type.Object(win32LobApp, { additionalProperties: false }),
  '#microsoft.graph.webApp': Type.Object(webApp, { additionalProperties: false }),
} as const

export type AppType = keyof typeof appTypes

export function isAppType(name: unknown): name is AppType {
  return typeof name === 'string' && Object.hasOwn(appTypes, name)
}

/** Text properties of which a closed set of values is taken; the paths are into the sent body. */
export const choices: Readonly<Record<string, readonly string[]>> = {
  runAsAccount: ['system', 'user'],
  deviceRestartBehavior: ['basedOnReturnCode', 'allow', 'suppress', 'force'],
  type: ['failed', 'success', 'softReboot', 'hardReboot', 'retry'],
  ruleType: ['detection', 'requirement'],
}
