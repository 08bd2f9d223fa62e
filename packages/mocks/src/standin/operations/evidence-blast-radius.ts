// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import { classify, type CmdbFacts } from '../evidence/blast-radius.ts'
import { isRecord, objectBody, Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { truthy } from '../python-text.ts'
import type { BlastRadiusClassRow } from '../store/blast-radius-classes.ts'

export const evidenceBlastRadius = {
  'evidence.blastRadius.classify': (call) => {
    const body = objectBody(call)
    const appName = body['app_name']
    if (!call.holds('input:app_name', truthy(appName))) {
      return { status: 400, body: { error: 'app_name is required' } }
    }
    const problems = new Problems(call)
    const facts = {
      name: textOf(problems, 'app_name', appName),
      category: textOf(problems, 'app_category', body['app_category']),
      requiresAdmin: truthy(body['requires_admin']),
      userCount: countOf(problems, body['target_user_count']),
      businessCriticality: textOf(problems, 'business_criticality', body['business_criticality']),
      cmdb: cmdbOf(problems, body['cmdb_data']),
    }
    problems.throwIfAny()
    const name = classify(facts)
    const row = call.state.blastRadiusClasses.find(name)
    if (row === undefined) {
      return { status: 404, body: { error: `Blast radius class ${name} is not configured` } }
    }
    return { status: 200, body: { app_name: facts.name, blast_radius_class: name, ...factsOf(row) } }
  },

  'evidence.blastRadius.classes': (call: Call) => {
    const rows = call.state.blastRadiusClasses.list()
    return {
      status: 200,
      body: { count: rows.length, results: rows.map((row) => ({ name: row.name, ...factsOf(row) })) },
    }
  },
} satisfies HandlersOf<'evidence.blastRadius'>

function factsOf(row: BlastRadiusClassRow) {
  return {
    description: row.description,
    cab_quorum_required: row.cabQuorumRequired,
    auto_approve_allowed: row.autoApproveAllowed,
    business_criticality: row.businessCriticality,
    user_impact_max: row.userImpactMax,
    examples: [...row.examples],
  }
}

/** What is not sent, null or empty counts as empty text. */
function textOf(problems: Problems, field: string, value: unknown, aspect = 'text'): string {
  const isText = typeof value === 'string' || !truthy(value)
  problems.check(field, isText, 'Not a valid string.', aspect)
  return truthy(value) ? pythonText(value) : ''
}

/** A number of any kind; Python counts true as 1. */
function countOf(problems: Problems, value: unknown): number | undefined {
  const sent = value === null ? undefined : value
  const isNumber = sent === undefined || typeof sent === 'number' || typeof sent === 'boolean'
  problems.check('target_user_count', isNumber, 'A valid integer is required.')
  return isNumber && sent !== undefined ? Number(sent) : undefined
}

/** Its texts must be there as texts, or not at all. */
function cmdbOf(problems: Problems, value: unknown): CmdbFacts {
  const cmdb = truthy(value) ? value : {}
  problems.check('cmdb_data', isRecord(cmdb), 'Expected an object.', 'object')
  const data = isRecord(cmdb) ? cmdb : {}
  const text = (key: string): string => {
    const sent = data[key] === undefined ? '' : data[key]
    problems.check('cmdb_data', typeof sent === 'string', `${key}: Not a valid string.`, key)
    return typeof sent === 'string' ? sent : ''
  }
  return {
    serviceTier: text('service_tier'),
    businessCriticality: text('business_criticality'),
    impactScope: text('impact_scope'),
  }
}
