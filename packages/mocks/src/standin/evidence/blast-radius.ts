// SPDX-License-Identifier: Apache-2.0
import type { BlastRadiusClass } from '@eucora/harness/contract'

/** What is known of an application; text in any case. */
export interface AppFacts {
  readonly name: string
  readonly category: string
  readonly requiresAdmin: boolean
  /** Undefined where nobody says how many users it reaches. */
  readonly userCount: number | undefined
  readonly businessCriticality: string
  readonly cmdb: CmdbFacts
}

export interface CmdbFacts {
  readonly serviceTier: string
  readonly businessCriticality: string
  readonly impactScope: string
}

/** Words in name or category that name a class (evidence_store/blast_radius_classifier.py:43-116). */
const infrastructureWords = [
  'security',
  'antivirus',
  'firewall',
  'vpn',
  'active directory',
  'domain controller',
  'pki',
  'certificate',
  'encryption',
  'authentication',
  'os patch',
  'windows update',
  'kernel',
]
/** Categories that are infrastructure where the application needs administrator rights. */
const privilegedCategories = ['security', 'os', 'system']
/** These name business-critical software by themselves, */
const businessWords = [
  'erp',
  'crm',
  'financial',
  'trading',
  'billing',
  'sap',
  'oracle',
  'salesforce',
  'dynamics',
]
/** and these where it reaches many users. */
const businessWordsAtScale = ['payroll', 'customer-facing', 'revenue', 'compliance']
const toolWords = [
  'office',
  'microsoft 365',
  'slack',
  'zoom',
  'teams',
  'outlook',
  'chrome',
  'firefox',
  'adobe',
  'pdf',
  'editor',
  'collaboration',
  'communication',
]
const toolCategories = ['productivity', 'collaboration', 'communication']
/** These keep software that few use out of the tools. */
const minorWords = [
  'utility',
  'game',
  'wallpaper',
  'screensaver',
  'calculator',
  'notepad',
  'optional',
  'personal',
]

/** Users from which software is business critical whatever its name, */
const enterpriseUsers = 10_000
/** from which the weaker business words count, */
const manyUsers = 1000
/** and from which it is no longer minor. */
const someUsers = 100

/** The class of an application: by CMDB data where they tell, else by words and reach; the widest class that fits. */
export function classify(facts: AppFacts): BlastRadiusClass {
  const byCmdb = classifyByCmdb(facts.cmdb)
  if (byCmdb !== undefined) return byCmdb
  const app = { ...facts, name: facts.name.toLowerCase(), category: facts.category.toLowerCase() }
  if (isInfrastructure(app)) return 'CRITICAL_INFRASTRUCTURE'
  if (isBusinessCritical(app)) return 'BUSINESS_CRITICAL'
  return isProductivityTool(app) ? 'PRODUCTIVITY_TOOLS' : 'NON_CRITICAL'
}

function classifyByCmdb(cmdb: CmdbFacts): BlastRadiusClass | undefined {
  const tier = cmdb.serviceTier.toUpperCase()
  const scope = cmdb.impactScope.toUpperCase()
  if (tier === 'TIER0' || tier === 'TIER1') return 'CRITICAL_INFRASTRUCTURE'
  if (cmdb.businessCriticality.toUpperCase() === 'HIGH' && scope === 'ENTERPRISE') return 'BUSINESS_CRITICAL'
  return scope === 'DEPARTMENT' || scope === 'TEAM' ? 'PRODUCTIVITY_TOOLS' : undefined
}

function isInfrastructure(app: AppFacts): boolean {
  const isPrivileged = privilegedCategories.some((word) => app.category.includes(word))
  return mentions(app, infrastructureWords) || (app.requiresAdmin && isPrivileged)
}

function isBusinessCritical(app: AppFacts): boolean {
  if (app.businessCriticality.toUpperCase() === 'HIGH') return true
  if (reaches(app, enterpriseUsers) || mentions(app, businessWords)) return true
  return reaches(app, manyUsers) && mentions(app, businessWordsAtScale)
}

function isProductivityTool(app: AppFacts): boolean {
  if (!reaches(app, someUsers) && mentions(app, minorWords)) return false
  return mentions(app, toolWords) || toolCategories.includes(app.category) || reaches(app, someUsers)
}

function mentions({ name, category }: AppFacts, words: readonly string[]): boolean {
  return words.some((word) => name.includes(word) || category.includes(word))
}

function reaches({ userCount }: AppFacts, users: number): boolean {
  return userCount !== undefined && userCount >= users
}
