// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { defineSuites } from '@eucora/harness/playwright'

const root = join(import.meta.dirname, '..', '..')

export default defineSuites({
  testDir: join(import.meta.dirname, 'suites'),
  reports: join(root, 'reports', 'scenarios'),
})
