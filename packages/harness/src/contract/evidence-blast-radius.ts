// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { BlastRadiusClass } from './enums-evidence.ts'
import { closed, common, commonWithBody, ErrorB, inputError } from './envelopes.ts'
import { operations } from './operation.ts'

const classFacts = {
  description: Type.String(),
  cab_quorum_required: Type.Integer(),
  auto_approve_allowed: Type.Boolean(),
  business_criticality: Type.Enum(['HIGH', 'MEDIUM', 'LOW']),
  user_impact_max: Type.Integer(),
  examples: Type.Array(Type.String()),
} as const

export const evidenceBlastRadius = operations('evidence', {
  'evidence.blastRadius.classify': {
    method: 'POST',
    path: '/api/v1/evidence/blast-radius/classify/',
    summary:
      'Names the blast-radius class of an application, from CMDB data first, then from keywords and reach.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      app_name: Type.String({ minLength: 1 }),
      app_category: Type.Optional(Type.String()),
      /** Whatever Python holds for true. */
      requires_admin: Type.Optional(Type.Unknown()),
      target_user_count: Type.Optional(Type.Integer()),
      business_criticality: Type.Optional(Type.String()),
      cmdb_data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
    responses: {
      ...commonWithBody,
      200: closed({ app_name: Type.String(), blast_radius_class: BlastRadiusClass, ...classFacts }),
      400: inputError,
      404: ErrorB,
    },
    source:
      'evidence_store/api_views_p5_5.py:304-343; blast_radius_classifier.py; D-39; decided: 404 where the class is not configured',
  },
  'evidence.blastRadius.classes': {
    method: 'GET',
    path: '/api/v1/evidence/blast-radius/classes/',
    summary: 'Lists the blast-radius classes with what each demands.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        count: Type.Integer({ minimum: 0 }),
        results: Type.Array(closed({ name: BlastRadiusClass, ...classFacts })),
      }),
    },
    source: 'evidence_store/api_views_p5_5.py:346-374',
  },
})
