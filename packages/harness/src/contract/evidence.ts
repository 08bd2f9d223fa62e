// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { IncludeDemo } from './deployments.ts'
import {
  closed,
  common,
  commonWithBody,
  ErrorA,
  ErrorB,
  ErrorC,
  inputError,
  Timestamp,
  Uuid,
} from './envelopes.ts'
import { operations, type FilePart } from './operation.ts'

/** A file part of a multipart body. */
const Artifact = Type.Unsafe<FilePart>({ type: 'string', format: 'binary' })

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** An SBOM, or scan results: an object, or whatever else the code stores. */
const Json = Type.Unknown()

export const evidence = operations('evidence', {
  'evidence.upload': {
    method: 'POST',
    path: '/api/v1/evidence/',
    summary:
      'Stores an artifact with its SBOM, scan results and rollback plan, and says whether they are enough.',
    auth: 'session',
    throttle: 'api',
    bodyFormat: 'multipart',
    body: Type.Object({
      app_name: Type.String({ minLength: 1, maxLength: 255 }),
      version: Type.String({ minLength: 1, maxLength: 50 }),
      artifact: Artifact,
      sbom_data: Type.Optional(Type.String()),
      vulnerability_scan_results: Type.Optional(Type.String()),
      rollback_plan: Type.Optional(Type.String()),
    }),
    responses: {
      ...commonWithBody,
      201: closed({
        correlation_id: Uuid,
        artifact_hash: Sha256,
        artifact_path: Type.String(),
        is_validated: Type.Boolean(),
      }),
      400: inputError,
      409: ErrorA,
      503: ErrorB,
    },
    source:
      'evidence_store/views.py:65-187; D-39, D-45; rules: Idempotency, over a configured size limit; decision: a storage that is down is 503',
  },
  'evidence.list': {
    method: 'GET',
    path: '/api/v1/evidence/',
    summary: 'Lists evidence packs in the order of their upload, by pages of 50, at most 100.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      page: Type.Optional(Type.String()),
      page_size: Type.Optional(Type.String()),
      include_demo: IncludeDemo,
    }),
    responses: {
      ...common,
      200: closed({
        evidence_packages: Type.Array(
          closed({
            id: Uuid,
            app_name: Type.String(),
            version: Type.String(),
            artifact_hash: Sha256,
            is_validated: Type.Boolean(),
            created_at: Timestamp,
          }),
          { maxItems: 100 },
        ),
        total: Type.Integer({ minimum: 0 }),
        page: Type.Integer({ minimum: 1 }),
        page_size: Type.Integer({ minimum: 0, maximum: 100 }),
      }),
      400: ErrorC,
    },
    source: 'evidence_store/views.py:21-63; D-40',
  },
  'evidence.get': {
    method: 'GET',
    path: '/api/v1/evidence/{correlation_id}/',
    summary: 'Answers one evidence pack, without its rollback plan and path.',
    auth: 'session',
    throttle: 'api',
    params: closed({ correlation_id: Uuid }),
    query: Type.Object({ include_demo: IncludeDemo }),
    responses: {
      ...common,
      200: closed({
        correlation_id: Uuid,
        app_name: Type.String(),
        version: Type.String(),
        artifact_hash: Sha256,
        sbom_data: Json,
        vulnerability_scan_results: Json,
        is_validated: Type.Boolean(),
      }),
      404: ErrorB,
    },
    source: 'evidence_store/views.py:190-214',
  },
})
