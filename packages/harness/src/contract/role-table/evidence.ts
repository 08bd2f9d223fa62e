// SPDX-License-Identifier: Apache-2.0
import { signedIn, staff, type RowsOf } from './row.ts'

export const evidence: RowsOf<'evidence'> = {
  'evidence.list': { allowed: signedIn, source: 'evidence_store/views.py:21 (IsAuthenticated)' },
  'evidence.upload': { allowed: signedIn, source: 'evidence_store/views.py:65 (IsAuthenticated)' },
  'evidence.get': { allowed: signedIn, source: 'evidence_store/views.py:190 (IsAuthenticated in PROD)' },
  'evidence.incidents.create': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:44 (IsAuthenticated)',
  },
  'evidence.incidents.list': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:75 (IsAuthenticated)',
  },
  'evidence.incidents.get': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:134 (IsAuthenticated)',
  },
  'evidence.incidents.update': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:148 (IsAuthenticated, any user)',
  },
  'evidence.maturity.status': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:199 (IsAuthenticated)',
  },
  'evidence.maturity.evaluate': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:219 (IsAuthenticated)',
  },
  'evidence.maturity.evaluations': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:260 (IsAuthenticated)',
  },
  'evidence.blastRadius.classify': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:304 (IsAuthenticated)',
  },
  'evidence.blastRadius.classes': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:346 (IsAuthenticated)',
  },
  'evidence.riskModels.list': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:382 (IsAuthenticated)',
  },
  'evidence.riskModels.active': {
    allowed: signedIn,
    source: 'evidence_store/api_views_p5_5.py:405 (IsAuthenticated)',
  },
  'evidence.riskModels.activate': {
    allowed: ['cab_member', ...staff],
    source: 'D-16; rules: Small (cab_member or staff, not its creator)',
  },
}

export const events: RowsOf<'events'> = {
  'events.create': {
    allowed: signedIn,
    source: 'event_store/views.py:53 (IsAuthenticated); rules: Events (POST stays open to signed-in users)',
  },
  'events.list': { allowed: signedIn, source: 'event_store/views.py:19; D-20' },
}
