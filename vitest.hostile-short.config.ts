// SPDX-License-Identifier: Apache-2.0
import { mergeConfig } from 'vitest/config'
import brief from './vitest.hostile.config.ts'

/** The same runs in the short form of the profile as it is shipped, for somebody who has a quiet machine and ten minutes. */
export default mergeConfig(brief, { test: { provide: { hostileForm: 'short' }, testTimeout: 600_000 } })
