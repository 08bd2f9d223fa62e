// SPDX-License-Identifier: Apache-2.0
import { HarnessError } from '../errors.ts'
import { addressOf, parseTargetUrl } from '../target-url.ts'

/** The address of a target that may be loaded. Throws a HarnessError (exit 4) for a bad URL or a host nobody allowed. */
export function loadableTarget(text: string, allowedHosts: readonly string[] = []): string {
  const url = parseTargetUrl(text)
  const host = url.hostname
  const isLoopback = host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  if (isLoopback || allowedHosts.includes(host)) return addressOf(url)
  const next = `Only this machine is loaded unless you name the host: --allow-host ${host}`
  throw new HarnessError('configuration', `The target's host "${host}" is not this machine`, next)
}
