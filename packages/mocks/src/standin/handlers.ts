// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Handler } from './call.ts'
import { deployments } from './operations/deployments.ts'

/** One handler for each operation of the contract: a missing one does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = { ...deployments }
