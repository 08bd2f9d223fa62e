// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../enums.ts'
import { everyone, signedIn, staff, type RowsOf } from './row.ts'

const ownerOrStaff: readonly Role[] = ['submitter', ...staff]

/** The permission change_aimodelprovider, which in our seed only a superuser has. */
const platformAdmin: readonly Role[] = ['superuser']

export const ai: RowsOf<'ai'> = {
  'ai.providers.list': { allowed: signedIn, source: 'ai_agents/views.py:26; D-20' },
  'ai.providers.configure': {
    allowed: platformAdmin,
    source: 'ai_agents/views.py:57-156 (permission ai_agents.change_aimodelprovider)',
  },
  'ai.providers.delete': { allowed: platformAdmin, source: 'D-18: as restricted as configure' },
  'ai.providers.deleteByType': { allowed: platformAdmin, source: 'D-18: as restricted as configure' },
  'ai.ask': { allowed: signedIn, source: 'ai_agents/views.py:219 (IsAuthenticated in PROD)' },
  'ai.conversations.list': { allowed: signedIn, source: 'ai_agents/views.py:316 (IsAuthenticated in PROD)' },
  'ai.conversations.get': {
    allowed: signedIn,
    source: 'ai_agents/views.py:281 (IsAuthenticated in PROD; a foreign one is 200 and empty)',
  },
  'ai.stats': { allowed: everyone, source: 'ai_agents/views.py:346 (AllowAny; zeros for anonymous)' },
  'ai.tasks.list': { allowed: everyone, source: 'ai_agents/views.py:389 (AllowAny; own ones only)' },
  'ai.tasks.pending': { allowed: everyone, source: 'ai_agents/views.py:430 (AllowAny; own ones only)' },
  'ai.tasks.create': { allowed: signedIn, source: 'ai_agents/views.py:851 (IsAuthenticated)' },
  'ai.tasks.get': { allowed: ownerOrStaff, source: 'ai_agents/views.py:480-530 (owner, staff or superuser)' },
  'ai.tasks.approve': {
    allowed: staff,
    source: 'ai_agents/views.py:533-595 (staff or superuser); D-17; rules: AI (nobody approves their own)',
  },
  'ai.tasks.reject': { allowed: staff, source: 'ai_agents/views.py:598-661 (staff or superuser); D-17' },
  'ai.tasks.requestRevision': {
    allowed: ownerOrStaff,
    source: 'D-17; rules: AI (a revision is asked for by owner or staff)',
  },
}
