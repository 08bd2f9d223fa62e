// SPDX-License-Identifier: Apache-2.0
import { HarnessError } from './errors.ts'

/** A target's URL. Throws a HarnessError `configuration` for one that is not http or https, or that brings more. */
export function parseTargetUrl(text: string): URL {
  const url = URL.parse(text)
  const next = 'Give its origin, such as http://127.0.0.1:4600'
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const shown = text.replace(/\/\/[^/]*@/, '//…@')
    throw new HarnessError('configuration', `The target "${shown}" is no http or https URL`, next)
  }
  if (url.username || url.password || url.search || url.hash) {
    const what = `The target ${url.protocol}//${url.host} came with credentials, a query or a fragment`
    throw new HarnessError('configuration', what, next)
  }
  return url
}

/** The address of a target without a slash at its end. */
export function addressOf(url: URL): string {
  return url.origin + url.pathname.replace(/\/+$/, '')
}
