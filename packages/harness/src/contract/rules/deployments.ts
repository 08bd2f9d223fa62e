// SPDX-License-Identifier: Apache-2.0
import { catalogue } from './rule.ts'

export const deploymentRules = catalogue({
  'deployment-needs-session': {
    sentence: 'Only a signed-in caller creates, lists or reads deployments.',
    source:
      'deployment_intents/views.py:26-257 (IsAuthenticated); rules: not allowed, anonymous included, is 403',
  },
  'change-needs-csrf-token': {
    sentence: "A change without the session's CSRF token is refused and stores nothing.",
    source: 'backend contract 2.4',
  },
  'deployment-is-stored-as-sent': {
    sentence: 'A created deployment is read back with exactly what was sent.',
    source: 'deployment_intents/views.py:26-103, 230-257',
  },
  'deployment-fields-are-required': {
    sentence: 'A deployment without app_name, version or target_ring is refused and not stored.',
    source: 'deployment_intents/views.py:26-103 (coded 400)',
  },
  'ring-must-exist': {
    sentence: 'A target ring outside LAB, CANARY, PILOT, DEPARTMENT and GLOBAL is refused by name.',
    source: 'deployment_intents/models.py:32-37; D-42',
  },
  'submitter-is-the-caller': {
    sentence: 'The submitter of a deployment is the caller, whatever the body claims.',
    source: 'deployment_intents/views.py:58-70',
  },
  'names-have-a-longest-length': {
    sentence: 'app_name takes 255 characters and version 50; one more is refused by name.',
    source: 'deployment_intents/models.py; D-39',
  },
  'names-are-kept-as-sent': {
    sentence: 'Names keep their characters, in any script.',
    source: 'deployment_intents/views.py:26-103',
  },
  'list-is-newest-first': {
    sentence: 'Lists of deployments show the newest first.',
    source: 'deployment_intents/views.py:106-138',
  },
  'list-filters-by-status': {
    sentence: 'A list filtered by status shows the deployments of that status and no others.',
    source: 'deployment_intents/views.py:106-138',
  },
  'list-filters-by-ring': {
    sentence: 'A list filtered by ring shows the deployments of that ring and no others.',
    source: 'deployment_intents/views.py:106-138',
  },
  'list-is-cut-at-100': {
    sentence: 'The list shows the newest 100 deployments at the most.',
    source: 'deployment_intents/views.py:106-138',
  },
  'list-shows-the-record': {
    sentence: 'A row of the list shows what the record itself shows.',
    source: 'deployment_intents/views.py:106-138, 230-257',
  },
  'applications-group-deployments': {
    sentence: 'Applications group deployments by name and version, the newest version first.',
    source: 'deployment_intents/views.py:141-227',
  },
  'unknown-deployment-is-404': {
    sentence: 'A flow id that no deployment has is answered 404.',
    source: 'deployment_intents/views.py:230-257',
  },
  'deployment-does-not-change-by-itself': {
    sentence: 'A deployment nobody decided on reads the same later as when it was created.',
    source: 'backend contract 4 (state machine of DeploymentIntent.status)',
  },
  'everyone-signed-in-reads-deployments': {
    sentence: 'A signed-in colleague reads a deployment that somebody else submitted.',
    source: 'deployment_intents/views.py:230-257 (no ownership check)',
  },
})
