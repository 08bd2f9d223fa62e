// SPDX-License-Identifier: Apache-2.0

/** The value of a cookie in a `Cookie` header; the last one where a name is sent twice, as Django takes it. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  let found: string | undefined
  for (let start = 0, end = 0; start <= header.length; start = end + 1) {
    const next = header.indexOf(';', start)
    end = next === -1 ? header.length : next
    const at = header.indexOf('=', start)
    if (at !== -1 && at < end && header.slice(start, at).trim() === name) {
      found = header.slice(at + 1, end).trim()
    }
  }
  return found
}

interface CookieAttributes {
  readonly maxAgeSeconds: number
  /** The stand-in's time, from which `expires` is counted. */
  readonly nowMs: number
  readonly httpOnly?: boolean
}

/** A `Set-Cookie` value with the attributes, and their order, of the recording. */
export function setCookie(name: string, value: string, attributes: CookieAttributes): string {
  const expires = new Date(attributes.nowMs + attributes.maxAgeSeconds * 1000).toUTCString()
  const httpOnly = attributes.httpOnly === true ? ' HttpOnly;' : ''
  return `${name}=${value}; expires=${expires};${httpOnly} Max-Age=${attributes.maxAgeSeconds}; Path=/; SameSite=Lax`
}

/** What takes a cookie away from the client. */
export function clearCookie(name: string): string {
  return `${name}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax`
}
