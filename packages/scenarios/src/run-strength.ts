// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { strength } from '@eucora/harness/strength'
import { operationsOfFiles, root } from './changed-operations.ts'
import { strengthReasons } from './strength-reasons.ts'
import './strip-types.ts'

const folder = join(import.meta.dirname, '..')

process.exitCode = await strength(process.argv.slice(2), {
  suites: join(folder, 'playwright.config.ts'),
  trials: join(folder, 'strength.config.ts'),
  rotating: 20,
  knownKills: join(root, 'fixtures', 'known-kills.json'),
  changes: { folder: root, operationsOf: operationsOfFiles },
  reasons: strengthReasons,
})
