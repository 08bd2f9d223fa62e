// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { declareTrials } from '@eucora/harness/playwright'

await declareTrials(join(import.meta.dirname, 'suites'))
