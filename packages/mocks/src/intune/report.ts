// SPDX-License-Identifier: Apache-2.0
import type { GraphAnswer } from '../graph/admit.ts'
import { graphError } from '../graph/answers.ts'
import { bodyOf } from './app-input.ts'
import { iso } from './apps.ts'
import { installOn, targeted, type TargetedDevice } from './installs.ts'
import type { App, Install, IntuneState } from './state.ts'

/** The report serves at most so many rows a call, whatever is asked for. */
const mostRows = 50

/** Install states as the report numbers and names them. */
const states = {
  installed: [1, 'Installed'],
  failed: [2, 'Failed'],
  notInstalled: [3, 'Not installed'],
  pendingInstall: [5, 'Install Pending'],
  unknown: [99, 'Unknown'],
  notApplicable: [-1, 'Not applicable'],
} as const satisfies Record<Install['state'], readonly [number, string]>

type Value = string | number

interface Column {
  readonly name: string
  readonly type: 'String' | 'Int32' | 'DateTime'
  readonly value: (row: ReportRow) => Value
}

interface ReportRow {
  readonly app: App
  readonly target: TargetedDevice
  readonly install: Install
}

const columns: readonly Column[] = [
  { name: 'DeviceId', type: 'String', value: ({ target }) => target.device.id },
  { name: 'ApplicationId', type: 'String', value: ({ app }) => app.id },
  { name: 'DeviceName', type: 'String', value: ({ target }) => target.device.deviceName },
  { name: 'UserPrincipalName', type: 'String', value: ({ target }) => target.device.userPrincipalName },
  { name: 'UserName', type: 'String', value: ({ target }) => target.device.userDisplayName },
  { name: 'Platform', type: 'String', value: ({ target }) => target.device.operatingSystem },
  { name: 'ErrorCode', type: 'Int32', value: ({ install }) => install.errorCode },
  {
    name: 'HexErrorCode',
    type: 'String',
    value: ({ install: { errorCode } }) =>
      `0x${(errorCode >>> 0).toString(16).toUpperCase().padStart(8, '0')}`,
  },
  { name: 'AppInstallState', type: 'Int32', value: ({ install }) => states[install.state][0] },
  { name: 'AppInstallState_loc', type: 'String', value: ({ install }) => states[install.state][1] },
  { name: 'LastModifiedDateTime', type: 'DateTime', value: ({ install }) => iso(install.changedMs) },
]

/**
 * POST `retrieveDeviceAppInstallationStatusReport`: how an app stands on each device that it is assigned to. The filter
 * on one application is required; `skip`, `top` and `select` are in the body.
 */
export const installReport: GraphAnswer<IntuneState> = (call) => {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const { filter, select, skip = 0, top = mostRows } = body
  const id = /^\(?\s*ApplicationId eq '([^']+)'\s*\)?$/.exec(typeof filter === 'string' ? filter : '')?.[1]
  if (id === undefined) {
    return graphError(call, 400, 'BadRequest', 'The filter on ApplicationId is required for this report.')
  }
  const names: readonly unknown[] =
    Array.isArray(select) && select.length > 0 ? select : columns.map(({ name }) => name)
  const strange = names.find((name) => !columns.some((column) => column.name === name))
  if (strange !== undefined) {
    return graphError(call, 400, 'BadRequest', `The report has no column ${JSON.stringify(strange)}.`)
  }
  if (!isCount(skip) || !isCount(top)) {
    return graphError(call, 400, 'BadRequest', 'skip and top are whole numbers that are not negative.')
  }
  const rows = rowsOf(call.state, id, call.clock.nowMs())
  const shown = columns.filter(({ name }) => names.includes(name) || names.includes(name.replace('_loc', '')))
  const report = {
    TotalRowCount: rows.length,
    Schema: shown.map(({ name, type }) => ({ Column: name, PropertyType: type })),
    Values: rows
      .slice(skip, skip + Math.min(top, mostRows))
      .map((row) => shown.map(({ value }) => value(row))),
    SessionId: '',
  }
  const requestId = call.random.uuid()
  return new Response(JSON.stringify(report), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'request-id': requestId,
      'client-request-id': call.request.headers.get('client-request-id') ?? requestId,
    },
  })
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** An app that is not there has no rows. */
function rowsOf(state: IntuneState, id: string, nowMs: number): readonly ReportRow[] {
  const app = state.apps.get(id)
  if (app === undefined) return []
  return targeted(state, app).map((target) => ({
    app,
    target,
    install: installOn(state, app, target, nowMs),
  }))
}
