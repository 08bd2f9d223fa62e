// SPDX-License-Identifier: Apache-2.0
import { catalogue } from './rule.ts'

export const evidenceRules = catalogue({
  'artifacts-stay-what-they-are': {
    sentence:
      'An upload never leads out of its place, replaces another artifact or leaves an object behind when refused.',
    source: 'rules: Idempotency; D-45',
  },
  'evidence-is-validated': {
    sentence:
      'A pack is valid with packages, scan results, a rollback plan of 50 characters, no critical and at most 5 high vulnerabilities.',
    source: 'evidence_store/views.py:148-187',
  },
  'storage-failures-are-told': {
    sentence: 'An upload that the storage does not take is answered 503, without the storage’s own words.',
    source: 'decision evidence-storage; D-43; rules: The plane fails',
  },
})
