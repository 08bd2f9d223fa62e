// SPDX-License-Identifier: Apache-2.0
import { strip } from './python-text.ts'
import type { Field } from './serializer.ts'

const pattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * Microseconds since the epoch of an instant as Django reads it: ISO 8601, a day alone from midnight, without an offset
 * in UTC. Undefined for anything else, and for days and times that do not exist.
 */
export function readInstantUs(text: string): number | undefined {
  const parts = pattern.exec(text)
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(numberOf)
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined
  at.setUTCHours(hour, minute, second)
  const micros = Number((parts[7] ?? '').padEnd(6, '0'))
  const offset = offsetMinutes(parts[8] ?? 'Z')
  return offset === undefined ? undefined : (at.getTime() - offset * 60_000) * 1000 + micros
}

/** DateTimeField: its value in microseconds since the epoch. */
export const instant: Field<number> = {
  parse: (raw) => {
    const value = typeof raw === 'string' ? readInstantUs(strip(raw)) : undefined
    return value === undefined
      ? {
          value: 0,
          errors: [
            'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
          ],
        }
      : { value }
  },
}

function numberOf(digits: string | undefined): number {
  return Number(digits ?? 0)
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === 'Z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
