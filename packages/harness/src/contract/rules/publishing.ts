// SPDX-License-Identifier: Apache-2.0
import { catalogue } from './rule.ts'

export const publishingRules = catalogue({
  'publishing-needs-approval': {
    sentence:
      'Publishers publish an approved deployment, as it was approved and not by their own approval; nothing else is published.',
    source: 'rules: Who may publish, and when; D-10; docs/infrastructure/rbac-configuration.md',
  },
  'planes-are-reached': {
    sentence:
      'What is published reaches the execution plane, and a plane that fails is told with its error class.',
    source: 'rules: Who may publish, and when; D-26; docs/architecture/execution-plane-connectors.md',
  },
  'what-drifted-is-repaired': {
    sentence:
      'The status of a publication is read from its plane, and a remedy writes only where it drifted.',
    source: 'rules: The group documented; docs/architecture/execution-plane-connectors.md:14-19',
  },
})
