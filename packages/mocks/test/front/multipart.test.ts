// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { parseMultipart } from '../../src/standin/front/multipart.ts'

const type = 'multipart/form-data; boundary=b'

function body(...parts: readonly string[]): Buffer {
  return Buffer.from([...parts.map((part) => `--b\r\n${part}\r\n`), '--b--\r\n'].join(''))
}

function fieldNamed(name: string, value: string): string {
  return `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`
}

function fileNamed(filename: string, bytes: string): string {
  return `Content-Disposition: form-data; name="artifact"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${bytes}`
}

test('fields and files are told apart, the last of each name counts', async () => {
  const sent = body(
    fieldNamed('a', '1'),
    fieldNamed('a', '2'),
    fileNamed('x.msi', 'old'),
    fileNamed('y.msi', 'new'),
  )
  expect(await parseMultipart(sent, type)).toEqual({
    fields: { a: '2' },
    files: { artifact: { filename: 'y.msi', contentType: 'text/plain', bytes: Buffer.from('new') } },
  })
})

test.each([['.'], ['..']])('a file named %j is left out, as Django leaves it out', async (filename) => {
  expect(await parseMultipart(body(fileNamed(filename, 'x')), type)).toEqual({ fields: {}, files: {} })
})

test.each([
  ['1000 fields', Array.from({ length: 1000 }, () => fieldNamed('a', '')), { fields: { a: '' }, files: {} }],
  [
    '1001 fields',
    Array.from({ length: 1001 }, () => fieldNamed('a', '')),
    { problem: 'Multipart form parse error - Too many fields.' },
  ],
  [
    '101 files',
    Array.from({ length: 101 }, () => fileNamed('x', '')),
    { problem: 'Multipart form parse error - Too many files.' },
  ],
])('a body of %s is read, or refused above the limit', async (_, parts, expected) => {
  expect(await parseMultipart(body(...parts), type)).toEqual(expected)
})

test.each([
  ['no boundary', 'multipart/form-data', 'Multipart: Boundary not found'],
  ['an end that is missing', type, 'Unexpected end of multipart data'],
])('%s is a problem that is told', async (_, contentType, problem) => {
  const unfinished = Buffer.from(`--b\r\n${fieldNamed('a', '1')}`)
  expect(await parseMultipart(unfinished, contentType)).toEqual({
    problem: `Multipart form parse error - ${problem}`,
  })
})
