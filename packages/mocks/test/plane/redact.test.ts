// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { redactedBody } from '../../src/plane/redact.ts'

function redacted(json: string): string {
  return redactedBody(new TextEncoder().encode(json), 'application/json')
}

describe('the body of a recorded call', () => {
  test.each([
    ['{"user":"eve","password":"x"}', '{"user":"eve","password":"[removed]"}'],
    ['{"deep":[{"Client_Secret":"x"}]}', '{"deep":[{"Client_Secret":"[removed]"}]}'],
    ['{"Code":"x","zipcode":"1"}', '{"Code":"[removed]","zipcode":"1"}'],
    [String.raw`{"passw\u006frd":"x"}`, '{"password":"[removed]"}'],
    [String.raw`{"p\u0061ssword":"x"}`, '{"password":"[removed]"}'],
    [String.raw`{"c\u006fde":"x"}`, '{"code":"[removed]"}'],
    ['{"max_tokens":5}', '{"max_tokens":5}'],
  ])('%s is kept as %s', (sent, kept) => {
    expect(redacted(sent)).toBe(kept)
  })

  test('is kept as it means where it has no secret', () => {
    expect(redacted(String.raw`{ "name": "a \"b\"", "n": [1, null] }`)).toBe(
      String.raw`{"name":"a \"b\"","n":[1,null]}`,
    )
  })

  test('is kept by its size alone where it is no JSON', () => {
    expect(redacted('{"name":')).toBe('8 bytes')
  })
})
