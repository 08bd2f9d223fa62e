// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** evidence_store/views.py:108-112 */
export const storageErrorsLeak: Defect = {
  id: 'D-43',
  rule: 'storage-failures-are-told',
  summary: 'An upload that the storage does not take is 500 with the text of the exception.',
  operations: ['evidence.upload'],
  rules: { hidesStorageErrors: false },
}
