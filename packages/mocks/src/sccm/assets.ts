// SPDX-License-Identifier: Apache-2.0
import type { Row } from '../graph/filter.ts'
import type { SccmAnswer } from './admit.ts'
import { statusOn, targeted } from './asset-status.ts'
import { withEqual } from './equal.ts'
import { instances } from './odata.ts'
import type { AssetStatus, Assignment, Device, SccmState } from './state.ts'
import { assetClass } from './wmi-classes.ts'

/** How each deployment stands on each device that it is for. */
export const listAssets: SccmAnswer = (call) => {
  const asked = withEqual(call.state.assignments, call, ['AssignmentID', 'AppCI'])
  return instances(call, assetClass, assetRows(call.state, call.clock.nowMs(), asked))
}

export function assetRows(
  state: SccmState,
  nowMs: number,
  assignments: readonly Assignment[] = [...state.assignments.values()],
): readonly Row[] {
  return assignments.flatMap((assignment) =>
    targeted(state, assignment).map((device) =>
      assetRow(state, assignment, device, statusOn(state, assignment, device, nowMs)),
    ),
  )
}

function assetRow(
  { applications, collections }: SccmState,
  { id, uniqueId, ciId, collectionId, properties }: Assignment,
  { resourceId, name }: Device,
  { statusType, enforcementState }: AssetStatus,
): Row {
  const application = applications.get(ciId)
  const isInstalled = statusType === 1 && properties['DesiredConfigType'] !== 2
  return {
    AppCI: ciId,
    AppName: application?.title ?? '',
    AppStatusType: statusType,
    AssignmentID: id,
    AssignmentUniqueID: uniqueId,
    CollectionID: collectionId,
    CollectionName: collections.get(collectionId)?.name ?? '',
    ComplianceState: statusType === 1 ? 1 : 0,
    DeploymentIntent: properties['OfferTypeID'] === 2 ? 2 : 1,
    DTCI: ciId + 1,
    DTModelID: ciId + 1,
    DTName: application?.title ?? '',
    DTResultID: 0,
    EnforcementState: enforcementState,
    ExtendedInfoDescriptionID: 0,
    ExtendedInfoID: 0,
    InstalledState: isInstalled ? 2 : statusType === 4 ? 3 : 1,
    IsMachineAssignedToUser: false,
    IsMachineChangesPersisted: true,
    IsVM: false,
    MachineID: resourceId,
    MachineName: name,
    PolicyModelID: 0,
    Revision: application?.version ?? 0,
    StartTime: properties['StartTime'] ?? null,
    StatusType: statusType,
    Technology: 'Script',
    UpdateState: 0,
    UserName: '',
    VMHostName: '',
  }
}
