// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { defineTrials } from '../../../src/strength/trial-config.ts'

export default defineTrials({ testDir: join(import.meta.dirname, 'suites') })
