// SPDX-License-Identifier: Apache-2.0

/** How much is measured. */
export interface Form {
  readonly name: 'full' | 'quick'
  readonly pairs: number
  /** Requests of one side of one pair. */
  readonly requests: number
  /** Deployments that the stand-in holds before it is measured. */
  readonly storedDeployments: number
  /** Deployments whose memory is measured. */
  readonly sizedDeployments: number
}

export const forms: Readonly<Record<'full' | 'quick', Form>> = {
  full: {
    name: 'full',
    pairs: 7,
    requests: 6000,
    storedDeployments: 1_000_000,
    sizedDeployments: 600_000,
  },
  quick: {
    name: 'quick',
    pairs: 3,
    requests: 4000,
    storedDeployments: 50_000,
    sizedDeployments: 200_000,
  },
}
