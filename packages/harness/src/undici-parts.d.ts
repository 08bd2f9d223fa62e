// SPDX-License-Identifier: Apache-2.0

/**
 * The parts of undici that the client needs. Its door loads all of it, web sockets and caches too: 110 modules and 90 of
 * Node's own, which took each of a run's processes a tenth of a second.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  export { Agent as default } from 'undici'
}
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici'
}
declare module 'undici/lib/core/errors.js' {
  export { errors as default } from 'undici'
}
declare module 'undici/lib/web/cookies/index.js' {
  export { parseCookie } from 'undici'
}
