// SPDX-License-Identifier: Apache-2.0
import type { TestInfo } from '@playwright/test'
import type { OperationId, Role } from '../contract/index.ts'
import { curlOf } from '../journal/curl.ts'
import type { Exchange } from '../journal/exchange.ts'
import { factsFrom, ruleText } from './about.ts'

/** Under this name every scenario attaches what it called; the reporter counts coverage from it, also over shards. */
export const callsAttachment = 'calls'

/** How often a scenario called an operation in a role with one outcome. */
export interface CallCount {
  readonly operation: OperationId
  readonly role: Role
  /** 0 where no answer came. */
  readonly status: number
  readonly count: number
}

export function countCalls(exchanges: readonly Exchange[]): readonly CallCount[] {
  const counts = new Map<string, CallCount>()
  for (const { operation, role, status } of exchanges) {
    const key = `${operation} ${role} ${status}`
    const count = (counts.get(key)?.count ?? 0) + 1
    counts.set(key, { operation, role, status: status ?? 0, count })
  }
  return [...counts.values()]
}

/** Attaches the calls, and where the scenario failed all that its author needs: exchanges, one curl, the rule. */
export async function attachEvidence(
  testInfo: TestInfo,
  exchanges: readonly Exchange[],
  baseUrl: string,
): Promise<void> {
  // `attach` would make a step of it, and a folder for each scenario.
  testInfo.attachments.push({
    name: callsAttachment,
    body: Buffer.from(JSON.stringify(countCalls(exchanges))),
    contentType: 'application/json',
  })
  if (testInfo.status === testInfo.expectedStatus) return
  await testInfo.attach('exchanges', {
    body: JSON.stringify(exchanges, null, 2),
    contentType: 'application/json',
  })
  const suspect = exchanges.findLast(({ problems }) => problems.length > 0) ?? exchanges.at(-1)
  if (suspect !== undefined) {
    await testInfo.attach('curl', { body: curlOf(suspect, baseUrl), contentType: 'text/plain' })
  }
  const facts = factsFrom(testInfo.title, testInfo.annotations)
  if (facts !== undefined)
    await testInfo.attach('rule', { body: ruleText(facts.rule), contentType: 'text/plain' })
}
