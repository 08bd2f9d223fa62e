// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** evidence_store/views.py:104-126 */
export const artifactsAnywhere: Defect = {
  id: 'D-45',
  rule: 'artifacts-stay-what-they-are',
  summary:
    'Artifacts are stored under any path that the form gives, over what lies there, and before the rest is checked.',
  operations: ['evidence.upload'],
  off: [
    { operation: 'evidence.upload', guard: 'input:app_name.path' },
    { operation: 'evidence.upload', guard: 'input:version.path' },
    { operation: 'evidence.upload', guard: 'input:artifact.path' },
  ],
  rules: { keepsArtifacts: false, leavesNoOrphans: false },
}
