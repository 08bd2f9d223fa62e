// SPDX-License-Identifier: Apache-2.0

/** Requests under way at any time. */
export const inFlight = 32

/** The bodies of a create: each names an application of its own, and a user's client would send no less. */
export function createBody(index: number): string {
  return `{"app_name":"bench-app-${index}","version":"1.2.3","target_ring":"LAB","evidence_pack":{"app_name":"bench-app-${index}",${packRest}}}`
}

const packRest = JSON.stringify({
  has_rollback_plan: true,
  rollback_tested: true,
  artifact_hash: '0123456789abcdef'.repeat(4),
  sbom_data: { packages: [{ name: 'alpha', version: '1.0.0' }] },
  vulnerability_scan_results: { critical: 0, high: 0, medium: 0, low: 1 },
  rollback_plan: 'Uninstall, then install the version that was there before this one.',
}).slice(1, -1)

/** Requests a second, with as many under way at any time. `one` sends the request of an index. */
export async function perSecond(requests: number, one: (index: number) => Promise<void>): Promise<number> {
  let next = 0
  const startedMs = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < requests) {
        const index = next
        next += 1
        await one(index)
      }
    }),
  )
  return requests / ((performance.now() - startedMs) / 1000)
}
