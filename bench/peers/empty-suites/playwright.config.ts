// SPDX-License-Identifier: Apache-2.0
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: join(tmpdir(), 'eucora-empty-suites'),
  fullyParallel: true,
  workers: 2,
  reporter: 'list',
})
