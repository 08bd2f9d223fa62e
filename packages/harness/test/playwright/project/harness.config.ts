// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { defineConfig } from '../../../src/config.ts'

export default defineConfig({
  target: {
    command: [process.execPath, join(import.meta.dirname, '..', '..', 'support', 'fake-target.ts')],
    server: 'standin',
  },
  timeoutMs: 3000,
  reports: process.env['TEST_REPORTS'] ?? 'reports',
})
