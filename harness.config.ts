// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from './packages/harness/src/config.ts'

export default defineConfig({
  // Without EUCORA_BASE_URL the suites and loads start the embedded stand-in, on a free port.
  target: {
    command: [
      process.execPath,
      // Megabytes for what is young: answers die there instead of waiting for a collection of all that is stored.
      '--max-semi-space-size=64',
      'packages/mocks/src/bin.mjs',
      'serve',
      '--json',
      '--port',
      '0',
      '--control',
      '--worker',
      // Many scenarios publish at once, more than Microsoft lets one tenant do, and none waits for an upload.
      '--without-limits',
      '--without-proxy',
      '--until-stdin-ends',
    ],
    server: 'standin',
    // The suites meet the throttles as they are coded; a load asks how fast the backend is, not how much it allows.
    // And how late it answers, not how late it does while it works for the planes too.
    loadArgs: ['--throttle-per-hour', 'off', '--planes-apart'],
  },
  profiles: {
    deployments: async () => (await import('./packages/scenarios/src/load/deployments.ts')).deploymentsLoad,
    cab: async () => (await import('./packages/scenarios/src/load/cab.ts')).cabLoad,
    connectors: async () => (await import('./packages/scenarios/src/load/connectors.ts')).connectorsLoad,
    burst: async () => (await import('./packages/scenarios/src/load/burst.ts')).burstLoad,
  },
})
