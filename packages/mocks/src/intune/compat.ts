// SPDX-License-Identifier: Apache-2.0
import type { GraphAnswer } from '../graph/admit.ts'
import { graphError } from '../graph/answers.ts'
import { collection } from '../graph/collection.ts'
import type { AppLeniency } from './apps.ts'
import { iso, withApp } from './apps.ts'
import { installOn, targeted } from './installs.ts'
import type { IntuneState } from './state.ts'

/** `faithful` is the product; `eucora-compat` adds what EUCORA's connector expects of it and the product does not do. */
export type IntuneProfile = 'faithful' | 'eucora-compat'

/** The product takes v1.0's properties only, and assigns what has content. */
export const faithful: AppLeniency = { tolerated: new Set(), publishedAtOnce: false }

/** FICTION: `detectionRules` is let through, and an app without content can be assigned. */
export const compat: AppLeniency = { tolerated: new Set(['detectionRules']), publishedAtOnce: true }

/** FICTION since June 2023: how an app stands on each device, as Graph once served it and EUCORA still reads it. */
export const deviceStatuses: GraphAnswer<IntuneState> = (call) =>
  withApp(call, (app) => {
    const rows = targeted(call.state, app).map((target) => {
      const { state, errorCode, changedMs } = installOn(call.state, app, target, call.clock.nowMs())
      const { device } = target
      return {
        id: `${device.id}_${app.id}`,
        deviceName: device.deviceName,
        deviceId: device.id,
        lastSyncDateTime: iso(changedMs),
        installState: state,
        mobileAppInstallStatusValue: state,
        errorCode,
        osVersion: device.osVersion,
        userPrincipalName: device.userPrincipalName,
      }
    })
    return collection(call, rows, {
      type: 'microsoft.graph.mobileAppInstallStatus',
      pageSize: 1000,
      maxPageSize: 1000,
    })
  })

/** What the product answers below an app for what was removed in June 2023. */
export function removedSegment(segment: string): GraphAnswer<IntuneState> {
  return (call) => graphError(call, 400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
}
