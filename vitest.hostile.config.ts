// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config'

/** Runs of the judge against hostile targets: each is a real k6 run of some seconds, so they go side by side, apart from the unit tests. */
export default defineConfig({
  test: {
    include: ['packages/scenarios/test/load/hostile/*.hostile.ts'],
    setupFiles: ['scripts/test/own-environment.ts'],
    experimental: { viteModuleRunner: false },
    provide: { hostileForm: 'brief' },
    testTimeout: 240_000,
    maxConcurrency: 3,
    maxWorkers: 2,
  },
})
