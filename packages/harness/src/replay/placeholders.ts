// SPDX-License-Identifier: Apache-2.0
import { isRecord } from './json.ts'

const pattern = /\{\{(?:password|now-(\d+)h)\}\}/g
const hourMs = 3_600_000

/** What `{{password}}` and `{{now-48h}}` stand for in one run: one instant for all of it, in whole seconds. */
export class Placeholders {
  readonly #password: string
  readonly #startedMs: number

  constructor(password: string, startedMs: number) {
    this.#password = password
    this.#startedMs = startedMs
  }

  isIn(text: string): boolean {
    return text.search(pattern) >= 0
  }

  fill(text: string): string {
    return text.replaceAll(pattern, (_, hours: string | undefined) =>
      hours === undefined ? this.#password : this.#instant(Number(hours)),
    )
  }

  /** A copy of a JSON value with all its texts filled. */
  fillAll(value: unknown): unknown {
    if (typeof value === 'string') return this.fill(value)
    if (Array.isArray(value)) return value.map((each) => this.fillAll(each))
    if (!isRecord(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.fillAll(each)]))
  }

  #instant(hoursAgo: number): string {
    return new Date(this.#startedMs - hoursAgo * hourMs).toISOString().replace(/\.\d+Z$/, 'Z')
  }
}
