// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { mostPerSecond, offeredPerSecond } from '@eucora/harness/load'
import { cab } from '../../src/load/cab.ts'
import { connectors } from '../../src/load/connectors.ts'
import { deployments } from '../../src/load/deployments.ts'

describe.each([deployments, cab, connectors])('the profile $name', (profile) => {
  const { min, max } = profile.perSecond ?? { min: Number.NaN, max: Number.NaN }

  it('sends no more than its band where answers take no time', () => {
    expect(mostPerSecond(profile)).toBeLessThanOrEqual(max)
  })

  it('sends no less than its band where answers take as long as they may', () => {
    expect(offeredPerSecond(profile)).toBeGreaterThanOrEqual(min)
  })
})
