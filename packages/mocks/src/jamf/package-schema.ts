// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '@eucora/harness/contract/schema'

const text = Type.Union([Type.String(), Type.Null()])
const flag = Type.Boolean()

/** What a package may be sent with; `id` and what else the server says itself is ignored. */
export const SentPackage = Type.Object({
  packageName: Type.String({ minLength: 1 }),
  fileName: Type.String({ minLength: 1 }),
  categoryId: Type.String(),
  priority: Type.Integer({ minimum: 1, maximum: 20 }),
  fillUserTemplate: flag,
  osInstall: flag,
  rebootRequired: flag,
  suppressEula: flag,
  suppressFromDock: flag,
  suppressRegistration: flag,
  suppressUpdates: flag,
  info: Type.Optional(text),
  notes: Type.Optional(text),
  osRequirements: Type.Optional(text),
  fillExistingUsers: Type.Optional(flag),
  swu: Type.Optional(flag),
  selfHealNotify: Type.Optional(flag),
  selfHealingAction: Type.Optional(text),
  serialNumber: Type.Optional(text),
  parentPackageId: Type.Optional(text),
  basePath: Type.Optional(text),
  ignoreConflicts: Type.Optional(flag),
  installLanguage: Type.Optional(text),
  md5: Type.Optional(text),
  sha256: Type.Optional(text),
  sha3512: Type.Optional(text),
  hashType: Type.Optional(text),
  hashValue: Type.Optional(text),
  osInstallerVersion: Type.Optional(text),
  manifest: Type.Optional(text),
  manifestFileName: Type.Optional(text),
  format: Type.Optional(text),
})

export type SentPackage = Static<typeof SentPackage>
