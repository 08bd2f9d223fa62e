// SPDX-License-Identifier: Apache-2.0
import type { Incoming } from '../front/incoming.ts'

const loopback = /^(::1|(::ffff:)?127(\.\d+){3})$/
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/**
 * Whether a request to the control API comes from this machine and was meant for it: a page that a browser loaded from
 * elsewhere reaches loopback too, but under its own host name or with its own origin.
 */
export function isOwn({ remoteAddress, headers }: Pick<Incoming, 'remoteAddress' | 'headers'>): boolean {
  const { host, origin } = headers
  return loopback.test(remoteAddress) && host !== undefined && ownNames.test(host) && origin === undefined
}
