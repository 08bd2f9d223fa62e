// SPDX-License-Identifier: Apache-2.0

/** How deep arrays and objects may lie in each other. Python's reader gives up near 1,000. */
const mostLevels = 900

/** Why a text is no JSON, in the words of Python 3.11's reader. It reads slowly and only words what JSON.parse refused. */
export function jsonProblem(text: string): string {
  try {
    return new PythonJsonReader(text).read()
  } catch (problem) {
    if (problem instanceof JsonProblem) return problem.message
    throw problem
  }
}

/** Whether a body nests deeper than a backend reads; small ones cannot. */
export function nestsTooDeep(bytes: Buffer): boolean {
  if (bytes.length <= mostLevels) return false
  let depth = 0
  let inText = false
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]
    if (inText) {
      if (byte === 0x5c) index += 1
      else if (byte === 0x22) inText = false
    } else if (byte === 0x22) inText = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > mostLevels) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}

class JsonProblem extends Error {}

const space = /[ \t\n\r]/
const escapes = '"\\/bfnrt'

class PythonJsonReader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): string {
    if (this.#text.startsWith('\uFEFF')) this.#fail('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0)
    this.#skipSpace()
    this.#value()
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#fail('Extra data', this.#at)
    return 'The body is not JSON.'
  }

  #value(): void {
    const start = this.#at
    switch (this.#text[start]) {
      case '"':
        return this.#string()
      case '{':
        return this.#nested(() => this.#members())
      case '[':
        return this.#nested(() => this.#items())
      default:
        return this.#word() || this.#number(start) ? undefined : this.#fail('Expecting value', start)
    }
  }

  #nested(read: () => void): void {
    this.#depth += 1
    if (this.#depth > mostLevels) throw new JsonProblem('maximum recursion depth exceeded')
    this.#at += 1
    this.#skipSpace()
    read()
    this.#at += 1
    this.#depth -= 1
  }

  #members(): void {
    if (this.#text[this.#at] === '}') return
    for (;;) {
      if (this.#text[this.#at] !== '"') {
        this.#fail('Expecting property name enclosed in double quotes', this.#at)
      }
      this.#string()
      this.#skipSpace()
      if (this.#text[this.#at] !== ':') this.#fail("Expecting ':' delimiter", this.#at)
      this.#at += 1
      this.#skipSpace()
      this.#value()
      this.#skipSpace()
      if (this.#text[this.#at] === '}') return
      this.#comma()
    }
  }

  #items(): void {
    if (this.#text[this.#at] === ']') return
    for (;;) {
      this.#value()
      this.#skipSpace()
      if (this.#text[this.#at] === ']') return
      this.#comma()
    }
  }

  #comma(): void {
    if (this.#text[this.#at] !== ',') this.#fail("Expecting ',' delimiter", this.#at)
    this.#at += 1
    this.#skipSpace()
  }

  #word(): boolean {
    for (const word of ['null', 'true', 'false']) if (this.#takes(word)) return true
    for (const word of ['NaN', 'Infinity', '-Infinity']) {
      if (!this.#takes(word)) continue
      throw new JsonProblem(`Out of range float values are not JSON compliant: '${word}'`)
    }
    return false
  }

  #takes(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  #number(start: number): boolean {
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
    number.lastIndex = start
    if (!number.test(this.#text)) return false
    this.#at = number.lastIndex
    return true
  }

  #string(): void {
    const begin = this.#at
    this.#at += 1
    for (;;) {
      const char = this.#text[this.#at]
      if (char === undefined) this.#fail('Unterminated string starting at', begin)
      else if (char === '"') break
      else if (char === '\\') this.#escape(begin)
      else if (char <= '\u001F') this.#fail('Invalid control character at', this.#at)
      else this.#at += 1
    }
    this.#at += 1
  }

  #escape(begin: number): void {
    const kind = this.#text[this.#at + 1]
    if (kind === undefined) this.#fail('Unterminated string starting at', begin)
    else if (kind === 'u') {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6)
      const unfinished = this.#at + 6 >= this.#text.length
      if (unfinished || !/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail('Invalid \\uXXXX escape', this.#at + 1)
      this.#at += 6
    } else if (escapes.includes(kind)) this.#at += 2
    else this.#fail('Invalid \\escape', this.#at)
  }

  #skipSpace(): void {
    while (space.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #fail(what: string, index: number): never {
    // Python counts code points.
    const before = Array.from(this.#text.slice(0, index))
    const lineStart = before.lastIndexOf('\n') + 1
    const line = before.filter((char) => char === '\n').length + 1
    throw new JsonProblem(
      `${what}: line ${line} column ${before.length - lineStart + 1} (char ${before.length})`,
    )
  }
}
