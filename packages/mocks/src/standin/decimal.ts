// SPDX-License-Identifier: Apache-2.0
import { checked, rangeErrors } from './fields.ts'
import { strip } from './python-text.ts'
import type { Field } from './serializer.ts'

interface DecimalLimits {
  /** Digits in all, those after the point included. */
  readonly digits: number
  /** Digits after the point. */
  readonly places: number
  /** Default: no limit. */
  readonly min?: number
  readonly max?: number
}

/** DecimalField: a number or its text, exactly; its value is text with all its places, `"50.01"`. */
export function decimal({ digits, places, min = -Infinity, max = Infinity }: DecimalLimits): Field<string> {
  return {
    parse: (raw) => {
      const sent = typeof raw === 'number' || typeof raw === 'string' ? strip(String(raw)) : ''
      const near = nearest(sent, places)
      if (sent.length > 1000) return { value: near, errors: ['String value too large.'] }
      const number = /^([+-]?)(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e([+-]?\d+))?$/i.exec(sent)
      if (number === null) return { value: near, errors: ['A valid number is required.'] }
      const [, sign = '', mantissa = '', exponent = '0'] = number
      const counted = count(mantissa.replaceAll('_', ''), Number(exponent))
      const precision = precisionErrors(counted, digits, places)
      if (precision.length > 0) return { value: near, errors: precision }
      const value = padded(sign === '-' && counted.digits !== '0' ? '-' : '', counted, places)
      return checked(value, rangeErrors(Number(value), min, max))
    },
  }
}

/** `"50.01"` as 5001: exact for up to 15 digits. */
export function hundredths(value: string): number {
  return Math.round(Number(value) * 100)
}

interface Counted {
  /** All digits without leading zeros, `0` for zero. */
  readonly digits: string
  /** Power of ten of the last digit. */
  readonly exponent: number
}

function count(mantissa: string, exponent: number): Counted {
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: `${whole}${fraction}`.replace(/^0+(?=\d)/, ''), exponent: exponent - fraction.length }
}

/** In this order, the first only (rest_framework/fields.py, validate_precision). */
function precisionErrors(
  { digits, exponent }: Counted,
  maxDigits: number,
  maxPlaces: number,
): readonly string[] {
  const places = Math.max(0, -exponent)
  const whole = Math.max(0, digits.length + exponent)
  const total = exponent >= 0 ? whole : Math.max(digits.length, places)
  if (total > maxDigits) return [`Ensure that there are no more than ${maxDigits} digits in total.`]
  if (places > maxPlaces) return [`Ensure that there are no more than ${maxPlaces} decimal places.`]
  const maxWhole = maxDigits - maxPlaces
  return whole > maxWhole
    ? [`Ensure that there are no more than ${maxWhole} digits before the decimal point.`]
    : []
}

function padded(sign: string, { digits, exponent }: Counted, places: number): string {
  const scaled = `${digits}${'0'.repeat(exponent + places)}`.padStart(places + 1, '0')
  const point = scaled.length - places
  return `${sign}${scaled.slice(0, point).replace(/^0+(?=\d)/, '')}.${scaled.slice(point)}`
}

/** What is stored where the check is left out: the number sent, rounded; zero where none was. */
function nearest(sent: string, places: number): string {
  const value = Number(sent)
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? value.toFixed(places) : (0).toFixed(places)
}
