// SPDX-License-Identifier: Apache-2.0
import { deploymentRules } from './deployments.ts'
import { flowRules } from './flow.ts'
import { generalRules } from './general.ts'
import { riskRules } from './risk.ts'

/** The one catalogue of rules, by id. Scenarios test them, defects break them. */
export const rules = { ...generalRules, ...deploymentRules, ...flowRules, ...riskRules } as const

export type RuleId = keyof typeof rules

export type { Rule } from './rule.ts'
