// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from './packages/harness/src/config.ts'

export default defineConfig({
  // Without EUCORA_BASE_URL the suites and loads start the embedded stand-in, on a free port.
  target: {
    command: [
      process.execPath,
      'packages/mocks/src/bin.ts',
      'serve',
      '--json',
      '--port',
      '0',
      '--control',
      '--worker',
    ],
    server: 'standin',
  },
})
