// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { conforms, Type } from '../packages/harness/src/contract/schema.ts'
import type { Form } from './form.ts'
import type { Measured } from './measure.ts'

const wantedDeployments = 2_400_000
const limitGigabytes = 3

const Figures = Type.Object({ bytesPerDeployment: Type.Number() })

/** What 2.4 million deployments take with their events and idempotency keys. */
export async function benchSize({ sizedDeployments }: Form): Promise<readonly Measured[]> {
  const args = ['--expose-gc', 'bench/store.ts', String(sizedDeployments)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const figures: unknown = JSON.parse(stdout)
  if (!conforms(Figures, figures)) throw new Error(`bench/store.ts printed no figures: ${stdout}`)
  const scaled = sizedDeployments === wantedDeployments ? '' : ', scaled to 2.4 million'
  return [
    {
      name: 'standin-size',
      unit: 'GB',
      judged: 'value at most',
      limit: limitGigabytes,
      value: (figures.bytesPerDeployment * wantedDeployments) / 1e9,
      peer: limitGigabytes,
      how: `Resident memory that ${sizedDeployments.toLocaleString('en')} deployments add, each with an application name, an X-Correlation-ID and events of its own${scaled}; peer: what 2.4 million may take`,
    },
  ]
}
