// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'
import { Refusal } from '../../reply.ts'
import { internalError } from './real-answers.ts'

/** Operations whose view raises whatever is sent: core/views_deployments.py:112. */
const raising: readonly OperationId[] = ['core.deployments.create', 'admin.deployments.create']

export const createdUnderCoreAlways500: Defect = {
  id: 'D-28',
  rule: 'answers-keep-the-contract',
  summary: 'POST deployments/create/ answers 500 to every signed-in caller and stores nothing.',
  operations: raising,
  request: (call) => {
    throw new Refusal(internalError(call))
  },
}
