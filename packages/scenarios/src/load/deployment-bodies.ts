// SPDX-License-Identifier: Apache-2.0
import type { Faker } from '@faker-js/faker'
import { faker } from '@faker-js/faker/locale/en'

/** What one create sends. */
export interface DeploymentBody {
  /** Starts with `load-` and the run's id, so that what a run made can be told from the rest. */
  readonly app_name: string
  readonly version: string
  readonly target_ring: string
  readonly evidence_pack: Readonly<Record<string, unknown>>
}

const rings = ['LAB', 'CANARY', 'PILOT', 'DEPARTMENT', 'GLOBAL'] as const

/** `count` create bodies as JSON text; the same run id and seed give the same bodies. */
export function buildDeploymentBodies(runId: string, seed: number, count: number): string[] {
  faker.seed(seed)
  return Array.from({ length: count }, (_, index) => JSON.stringify(deploymentBody(faker, runId, index)))
}

function deploymentBody(faker: Faker, runId: string, index: number): DeploymentBody {
  const ring = faker.helpers.arrayElement(rings)
  const product = faker.helpers.slugify(faker.commerce.productName()).toLowerCase()
  const appName = `load-${runId}-${index}-${product}`
  return {
    app_name: appName,
    version: faker.system.semver(),
    target_ring: ring,
    evidence_pack: {
      app_name: appName,
      target_ring: ring,
      artifact_hash: faker.string.hexadecimal({ length: 64, prefix: '', casing: 'lower' }),
      sbom_data: { packages: faker.number.int({ min: 1, max: 400 }) },
      vulnerability_scan_results: {
        critical: 0,
        high: faker.number.int({ min: 0, max: 2 }),
        medium: faker.number.int({ min: 0, max: 5 }),
      },
      rollback_plan: `Reinstall ${faker.system.semver()} from the package share.`,
      has_rollback_plan: true,
      rollback_tested: faker.datatype.boolean(),
      requires_admin: faker.datatype.boolean(),
    },
  }
}
