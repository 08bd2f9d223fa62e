// SPDX-License-Identifier: Apache-2.0

/** Why a chat request is refused, in the words of OpenAI's API; each product puts it in its own envelope. */
export interface Problem {
  readonly status: number
  readonly message: string
  readonly param: string | null
  readonly code: string | null
}

export function invalid(message: string, param: string | null, code: string | null = null): Problem {
  return { status: 400, message, param, code }
}

export function missing(param: string): Problem {
  return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter')
}

export function wrongType(param: string, expected: string, value: unknown): Problem {
  const message = `Invalid type for '${param}': expected ${expected}, but got ${kindOf(value)} instead.`
  return invalid(message, param, 'invalid_type')
}

export function wrongValue(param: string, value: unknown, supported: readonly string[]): Problem {
  const list = supported.map((each) => `'${each}'`)
  const last = list.pop() ?? ''
  const values = list.length === 0 ? last : `${list.join(', ')}, and ${last}`
  return invalid(
    `Invalid value: '${String(value)}'. Supported values are: ${values}.`,
    param,
    'invalid_value',
  )
}

/** A number of these bounds, as `temperature` is; undefined where it is left out or right. */
export function outOfBounds(
  param: string,
  value: unknown,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole: boolean },
): Problem | undefined {
  const [article, kind] = whole ? ['an integer', 'integer'] : ['a decimal', 'decimal']
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
    return wrongType(param, article, value)
  if (value < least) {
    const message = `Invalid '${param}': ${kind} below minimum value. Expected a value >= ${least}, but got ${value} instead.`
    return invalid(message, param, `${kind}_below_min_value`)
  }
  if (value > most) {
    const message = `Invalid '${param}': ${kind} above maximum value. Expected a value <= ${most}, but got ${value} instead.`
    return invalid(message, param, `${kind}_above_max_value`)
  }
  return undefined
}

/** What the product can and this mock cannot: not a product's answer, so that nobody takes it for one. */
export function notModelled(what: string): Problem {
  return { status: 501, message: `The mock does not model ${what}.`, param: null, code: 'not_modelled' }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
