// SPDX-License-Identifier: Apache-2.0

/** One object of a fixture as Django's `loaddata` reads it. */
export interface SeedRow {
  /** `app_label.modelname` */
  readonly model: string
  readonly pk: number | string
  readonly fields: Readonly<Record<string, unknown>>
}
