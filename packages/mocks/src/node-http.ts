// SPDX-License-Identifier: Apache-2.0

// An import of node:http reads all that it exports, fetch's WebSocket too, which takes 60 ms of each start.
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http')
