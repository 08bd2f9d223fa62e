// SPDX-License-Identifier: Apache-2.0

/** Cookies are joined by commas where an answer set several, and a date holds a comma as well. */
const betweenCookies = /, (?=[a-z]+=)/

/** The recorded `Set-Cookie` header as the headers that it was joined from. */
export function splitSetCookie(header: string | undefined): readonly string[] {
  return header === undefined ? [] : header.split(betweenCookies)
}

/** Each cookie's attributes in one order, by its name; value and `expires` are volatile, so they are left out. */
export function attributesByCookie(setCookies: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    setCookies.map((text) => {
      const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
      return [pair.split('=', 1).join(''), attributes.map(attributeOf).toSorted().join('; ')]
    }),
  )
}

function attributeOf(attribute: string): string {
  const [name = '', ...value] = attribute.split('=')
  const lower = name.toLowerCase()
  return lower === 'expires' || value.length === 0 ? lower : `${lower}=${value.join('=')}`
}
