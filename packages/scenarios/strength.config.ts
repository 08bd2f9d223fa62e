// SPDX-License-Identifier: Apache-2.0
import { defineTrials } from '@eucora/harness/strength'

export default defineTrials({ testDir: import.meta.dirname })
