// SPDX-License-Identifier: Apache-2.0
import { defineTrials } from '../../../src/strength/trial-config.ts'

export default defineTrials({ testDir: import.meta.dirname })
