// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Secrets } from '../../src/journal/secrets.ts'

const run = (minLength: number, maxLength: number) =>
  fc.stringMatching(new RegExp(`^[a-c~._-]{${minLength},${maxLength}}$`))

const knowing = (secrets: readonly string[]): Secrets => {
  const known = new Secrets()
  for (const each of secrets) known.add(each)
  return known
}

it('says that a secret may be in a text wherever one is, inside longer words too, and nowhere else', () => {
  const several = fc.array(run(4, 7), { maxLength: 6 })
  fc.assert(
    fc.property(several, run(0, 30), (secrets, text) => {
      const json = JSON.stringify({ before: 1, [text]: [`x ${text}`] })
      expect(knowing(secrets).mayBeIn(json)).toBe(secrets.some((secret) => json.includes(secret)))
    }),
    { numRuns: 2000 },
  )
})

it('takes the secret out of the text, between what stands around it', () => {
  fc.assert(
    fc.property(run(4, 9), run(0, 9), run(0, 9), (secret, before, after) => {
      const known = knowing([secret, 'another-that-is-not-there'])
      const scrubbed = known.scrub({ text: `${before}${secret}${after}` })
      expect(known.mayBeIn(JSON.stringify({ text: `${before}${secret}${after}` }))).toBe(true)
      expect(scrubbed.text).not.toContain(secret)
    }),
  )
})

it('never rules out a secret that is written in several ways', () => {
  expect(knowing(['a "quoted" one']).mayBeIn('{"text":"nothing of it"}')).toBe(true)
})

it('says no before it knows any', () => {
  expect(new Secrets().mayBeIn('{"password":"12345678"}')).toBe(false)
})
