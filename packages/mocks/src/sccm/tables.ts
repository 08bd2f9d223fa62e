// SPDX-License-Identifier: Apache-2.0
import { Indexed } from './indexed.ts'
import type { Application, Assignment } from './state.ts'

export type Applications = Indexed<Application, 'ModelName' | 'PackageID'>
export type Assignments = Indexed<Assignment, 'AssignmentID' | 'AssignmentName' | 'AppCI'>

/** Applications by CI_ID; all revisions of one have its ModelName. */
export function createApplications(): Applications {
  return new Indexed({
    ModelName: (each: Application) => modelName(each),
    PackageID: ({ packageId }: Application) => packageId,
  })
}

/** Deployments by AssignmentID. */
export function createAssignments(): Assignments {
  return new Indexed({
    AssignmentID: ({ id }: Assignment) => id,
    AssignmentName: ({ properties }) => String(properties['AssignmentName']),
    AppCI: ({ ciId }) => ciId,
  })
}

export function modelName({ scopeId, logicalName }: Pick<Application, 'scopeId' | 'logicalName'>): string {
  return `${scopeId}/${logicalName}`
}
