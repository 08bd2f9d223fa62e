// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, ErrorB, ErrorC, Timestamp } from './envelopes.ts'
import { operations } from './operation.ts'

const NullableText = Type.Union([Type.String(), Type.Null()])
const NullableNumber = Type.Union([Type.Number(), Type.Null()])

/** What both views of an asset show. */
const shown = {
  name: Type.String(),
  type: Type.Enum(['Laptop', 'Desktop', 'Virtual Machine', 'Mobile', 'Server']),
  os: Type.String(),
  location: Type.String(),
  status: Type.Enum(['Active', 'Inactive', 'Retired', 'Maintenance']),
  compliance_score: Type.Integer(),
  last_checkin: Type.Union([Timestamp, Type.Null()]),
  owner: Type.String(),
  serial_number: Type.String(),
  ip_address: NullableText,
  disk_encryption: Type.Boolean(),
  firewall_enabled: Type.Boolean(),
  dex_score: NullableNumber,
  /** Seconds. */
  boot_time: NullableNumber,
  /** Kilograms of CO2 equivalent a year. */
  carbon_footprint: NullableNumber,
  user_sentiment: Type.Union([Type.Enum(['Positive', 'Neutral', 'Negative']), Type.Null()]),
  created_at: Timestamp,
} as const

const Row = closed({
  ...shown,
  id: Type.Integer(),
  hostname: Type.String(),
  platform: Type.Enum(['WINDOWS', 'MACOS', 'LINUX', 'MOBILE']),
  device_type: Type.String(),
  os_version: Type.String(),
  last_seen: Timestamp,
})

export const assets = operations('connectors', {
  'assets.list': {
    method: 'GET',
    path: '/api/v1/assets/',
    summary: 'Lists the devices of the inventory that match the filters, newest first, page by page.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      type: Type.Optional(Type.String()),
      os: Type.Optional(Type.String()),
      location: Type.Optional(Type.String()),
      owner: Type.Optional(Type.String()),
      status: Type.Optional(Type.String()),
      /** Part of name, asset id, serial number or owner. */
      search: Type.Optional(Type.String()),
      /** From 1. */
      page: Type.Optional(Type.Integer({ minimum: 1 })),
      /** Default 50; more than 100 counts as 100, and 0 gives an empty page. */
      page_size: Type.Optional(Type.Integer({ minimum: 0 })),
      include_demo: Type.Optional(Type.String()),
    }),
    responses: {
      ...common,
      200: closed({
        assets: Type.Array(Row, { maxItems: 100 }),
        total: Type.Integer({ minimum: 0 }),
        page: Type.Integer(),
        page_size: Type.Integer({ minimum: 0, maximum: 100 }),
      }),
      400: ErrorC,
    },
    source: 'connectors/views.py:21-128; D-40, D-47',
  },
  'assets.get': {
    method: 'GET',
    path: '/api/v1/assets/{asset_id}/',
    summary: 'Answers one device, by its asset id or by the id that the list shows.',
    auth: 'session',
    throttle: 'api',
    params: closed({ asset_id: Type.String() }),
    query: Type.Object({ include_demo: Type.Optional(Type.String()) }),
    responses: {
      ...common,
      200: closed({
        ...shown,
        /** The asset id. */
        id: Type.String(),
        connector_type: Type.String(),
        updated_at: Timestamp,
      }),
      404: ErrorB,
    },
    source: 'connectors/views.py:131-168; D-47',
  },
})
