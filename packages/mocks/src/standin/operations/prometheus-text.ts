// SPDX-License-Identifier: Apache-2.0
import { deploymentStatuses } from '@eucora/harness/contract'
import type { State } from '../state.ts'

/**
 * What a scrape reads: counts of the rows that are stored. Labels have few values, where the real backend's carry
 * application names and so grow without bound.
 */
export function prometheusText({ deployments, events }: State): string {
  return [
    '# HELP deployments Deployment intents by status.',
    '# TYPE deployments gauge',
    ...deploymentStatuses.map((status) => `deployments{status="${status}"} ${deployments.total({ status })}`),
    '# HELP deployment_events_total Events in the event store.',
    '# TYPE deployment_events_total counter',
    `deployment_events_total ${events.count}`,
    '',
  ].join('\n')
}
