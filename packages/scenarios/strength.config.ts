// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { defineTrials } from '@eucora/harness/strength'

export default defineTrials({ testDir: join(import.meta.dirname, 'suites') })
