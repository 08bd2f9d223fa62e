// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../enums.ts'
import { signedIn, staff, type RowsOf } from './row.ts'

const deciders: readonly Role[] = ['cab_member', ...staff]
const securityDeciders: readonly Role[] = ['security_reviewer', ...staff]
const concerned: readonly Role[] = ['submitter', 'cab_member', 'security_reviewer', ...staff]

const decision = 'needs cab_member or staff, never the submitter'

export const cab: RowsOf<'cab'> = {
  'cab.submit': { allowed: signedIn, source: 'cab_workflow/api_views.py:43 (IsAuthenticated)' },
  'cab.list': {
    allowed: signedIn,
    source: 'cab_workflow/api_views.py:160 (IsAuthenticated); D-23 narrows the rows',
  },
  'cab.pending': { allowed: signedIn, source: 'cab_workflow/api_views.py:204 (IsAuthenticated)' },
  'cab.mine': { allowed: signedIn, source: 'cab_workflow/api_views.py:248 (IsAuthenticated)' },
  'cab.get': { allowed: concerned, source: 'cab_workflow/api_views.py:139-145' },
  'cab.approve': {
    allowed: deciders,
    source: `cab_workflow/api_views.py:286-300; D-02; rules: CAB ${decision}`,
  },
  'cab.reject': {
    allowed: deciders,
    source: `cab_workflow/api_views.py:315-361; D-02; rules: CAB ${decision}`,
  },
  'cab.exceptions.create': { allowed: signedIn, source: 'cab_workflow/api_views.py:369 (IsAuthenticated)' },
  'cab.exceptions.get': { allowed: concerned, source: 'D-23: as restricted as cab.get' },
  'cab.exceptions.pending': { allowed: signedIn, source: 'cab_workflow/api_views.py:436 (IsAuthenticated)' },
  'cab.exceptions.mine': { allowed: signedIn, source: 'cab_workflow/api_views.py:452 (IsAuthenticated)' },
  'cab.exceptions.approve': { allowed: securityDeciders, source: 'cab_workflow/api_views.py:484-504; D-03' },
  'cab.exceptions.reject': { allowed: securityDeciders, source: 'cab_workflow/api_views.py:519-567; D-03' },
  'cab.exceptions.cleanup': { allowed: staff, source: 'cab_workflow/api_views.py:570-589 (is_staff)' },
  'cab.legacy.approve': { allowed: deciders, source: `D-01; rules: CAB ${decision}` },
  'cab.legacy.reject': { allowed: deciders, source: `D-01; rules: CAB ${decision}` },
  'cab.legacy.pending': { allowed: signedIn, source: 'cab_workflow/views.py:150; D-20' },
  'cab.legacy.approvals': { allowed: signedIn, source: 'cab_workflow/views.py:205; D-20' },
}
