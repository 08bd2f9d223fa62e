// SPDX-License-Identifier: Apache-2.0
import { catalogue } from './rule.ts'

export const cabRules = catalogue({
  'cab-members-decide': {
    sentence: 'CAB members and staff decide on requests and deployments, and nobody else does.',
    source: 'rules: CAB; D-01; cab_workflow/api_views.py:286-300',
  },
  'submitters-never-decide': {
    sentence: 'Nobody decides on a deployment or a request that they submitted.',
    source: 'rules: CAB; D-01, D-02',
  },
  'deployments-are-decided-once': {
    sentence: 'A deployment is decided once, by either path, while it waits for the CAB.',
    source: 'rules: CAB; D-01, D-08',
  },
  'decisions-move-the-deployment': {
    sentence: 'A decision of the CAB, automatic ones included, moves the deployment.',
    source: 'rules: CAB; D-08',
  },
  'decisions-are-taken-one-at-a-time': {
    sentence: 'Of several decisions at once on one record, one takes effect and the others are refused.',
    source: 'rules: CAB, Idempotency; D-32, D-33',
  },
  'gates-use-the-stored-score': {
    sentence: 'The gate that a submission meets follows from the score stored with its evidence package.',
    source: 'rules: CAB; D-05',
  },
  'cab-takes-complete-evidence': {
    sentence: 'An evidence package that is not complete is refused.',
    source: 'rules: CAB; D-06',
  },
  'packages-have-one-live-request': {
    sentence: 'An evidence package with a request that is open or approved is refused.',
    source: 'rules: CAB; D-35',
  },
  'packages-name-their-deployment': {
    sentence:
      'A package names its deployment by integer key or by flow id; one that names none is refused with 400.',
    source: 'rules: CAB; D-41',
  },
  'auto-approvals-are-by-the-system': {
    sentence: 'An automatic approval names the system, not the submitter.',
    source: 'rules: CAB; D-04',
  },
  'security-reviewers-decide-on-exceptions': {
    sentence: 'Security reviewers and staff decide on exceptions, and nobody else does.',
    source: 'cab_workflow/api_views.py:468-567',
  },
  'requesters-never-decide-on-their-exception': {
    sentence: 'Nobody decides on an exception that they asked for.',
    source: 'rules: deciding one’s own submission; D-03',
  },
  'exceptions-open-requests': {
    sentence: 'An approved exception that has not expired opens the requests of its deployment to the CAB.',
    source: 'rules: CAB; D-09',
  },
  'exceptions-expire': {
    sentence: 'An exception whose time is over is no longer active and cannot be approved.',
    source: 'cab_workflow/services.py:318-358',
  },
  'requests-are-for-those-concerned': {
    sentence: 'Requests and exceptions of others are for staff, CAB members and security reviewers to see.',
    source: 'D-23; cab_workflow/api_views.py:139-145',
  },
  'approval-history-is-kept': {
    sentence: 'A decision stands beside what waited for it and does not take its place.',
    source: 'D-15',
  },
  'reads-write-nothing': {
    sentence: 'A GET writes nothing.',
    source: 'rules: a GET writes nothing; D-21',
  },
})
