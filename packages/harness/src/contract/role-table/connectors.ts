// SPDX-License-Identifier: Apache-2.0
import { signedIn, type RowsOf } from './row.ts'

export const connectors: RowsOf<'connectors'> = {
  'connectors.list': { allowed: signedIn, source: 'connectors/views.py:171 (IsAuthenticated)' },
  'connectors.health': { allowed: signedIn, source: 'connectors/views.py:199 (IsAuthenticated)' },
  'connectors.deploy': {
    allowed: ['publisher'],
    source: 'D-10; rules: Who may publish (staff and superuser do not replace the publisher)',
  },
  'connectors.status': { allowed: signedIn, source: 'rules: The group documented (signed in)' },
  'connectors.remediate': { allowed: ['publisher'], source: 'rules: The group documented (publisher)' },
}

export const assets: RowsOf<'assets'> = {
  'assets.list': { allowed: signedIn, source: 'connectors/views.py:21 (IsAuthenticated in PROD)' },
  'assets.get': { allowed: signedIn, source: 'connectors/views.py:131 (IsAuthenticated in PROD)' },
}
