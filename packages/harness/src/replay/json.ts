// SPDX-License-Identifier: Apache-2.0

/** A JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `null`, `boolean`, `number`, `string`, `array` or `object`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** The value at a JSON pointer (RFC 6901; no name here needs its escapes); undefined where there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document
  for (const name of stepsOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(name)]
    else if (isRecord(value)) value = value[name]
    else return undefined
  }
  return value
}

/** The names along a JSON pointer; none for the whole document. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/')
}

/** Whether a pointer fits a pattern in which `*` stands for any index or name. */
export function fitsPattern(pointer: string, pattern: string): boolean {
  const steps = stepsOf(pointer)
  const wanted = stepsOf(pattern)
  return steps.length === wanted.length && wanted.every((step, at) => step === '*' || step === steps[at])
}
