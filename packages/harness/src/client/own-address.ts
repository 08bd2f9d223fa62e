// SPDX-License-Identifier: Apache-2.0

/** As many as 198.18.0.0/15 has. */
const addresses = 2 ** 17

/**
 * Headers that name an address of its own for one of many clients, counted from 0, as a proxy in front of EUCORA would:
 * it throttles what comes without a session by address (contract 2.9). The addresses are those for benchmarks (RFC 2544),
 * routed nowhere. A backend that trusts no such header takes all of them for one.
 */
export function fromOwnAddress(place: number): { readonly 'x-forwarded-for': string } {
  // From 1, since .0.0 names the network.
  const host = (place + 1) % addresses
  return {
    'x-forwarded-for': `198.${18 + Math.floor(host / 2 ** 16)}.${Math.floor(host / 256) % 256}.${host % 256}`,
  }
}
