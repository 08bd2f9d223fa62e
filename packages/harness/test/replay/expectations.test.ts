// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { classOf, readExpectations, type RecordClass } from '../../src/replay/expectations.ts'
import { isRecord } from '../../src/replay/json.ts'
import { readJson, readRecording } from '../../src/replay/recording.ts'
import { recordingsFolder, theRecording } from './recorded-backend.ts'

const path = `${recordingsFolder}conforming.json`

async function written(content: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'replay-')), 'file.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function theTable(): Promise<Record<string, unknown>> {
  const content = await readJson(path)
  return isRecord(content) && isRecord(content['records']) ? content['records'] : {}
}

describe('the answers of a backend that obeys the rules', () => {
  test('classify 42 records as ruled, 6 as consequences, 18 as free and 102 as equal', async () => {
    const { exchanges } = await theRecording()
    const count = (wanted: RecordClass) => exchanges.filter((exchange) => classOf(exchange) === wanted).length
    expect({
      ruled: count('ruled'),
      consequence: count('consequence'),
      free: count('free'),
      equal: count('equal'),
    }).toEqual({ ruled: 42, consequence: 6, free: 18, equal: 102 })
  })

  test('are listed for each record of the first three classes, and for no other', async () => {
    const { exchanges } = await theRecording()
    const expectations = await readExpectations(path, exchanges)
    const listed = exchanges.filter(({ name }) => expectations.has(name))
    expect(expectations.size).toBe(66)
    expect(listed).toEqual(exchanges.filter((exchange) => classOf(exchange) !== 'equal'))
  })

  test('allow no answer with a status of 500', async () => {
    const { exchanges } = await theRecording()
    const expectations = await readExpectations(path, exchanges)
    const ruled = exchanges.filter((exchange) => classOf(exchange) === 'ruled')
    const statuses = ruled.flatMap(({ name, status }) =>
      (expectations.get(name)?.answers ?? []).map((answer) => answer.status ?? status),
    )
    expect(statuses.filter((status) => status >= 500)).toEqual([])
  })

  test('are refused where a record is not classified', async () => {
    const { exchanges } = await theRecording()
    const { 'cab.approve.self': _, ...records } = await theTable()
    const file = await written({ about: '', records })
    await expect(readExpectations(file, exchanges)).rejects.toThrow(
      'cab.approve.self is ruled, but not listed',
    )
  })

  test('are refused where an equal or an unknown record is listed', async () => {
    const { exchanges } = await theRecording()
    const extra = { why: 'a test', answers: [{ kind: 'recorded' }] }
    const file = await written({
      about: '',
      records: { ...(await theTable()), 'auth.me': extra, nowhere: extra },
    })
    await expect(readExpectations(file, exchanges)).rejects.toThrow(
      'nowhere is not in the recording; auth.me is equal, but listed',
    )
  })

  test('are refused where an answer has no known kind', async () => {
    const file = await written({
      about: '',
      records: { 'auth.me': { why: 'a test', answers: [{ kind: 'any' }] } },
    })
    await expect(readExpectations(file, [])).rejects.toThrow(
      `${file} is malformed: /records/auth.me/answers/0`,
    )
  })
})

describe('a recording', () => {
  const start = `${recordingsFolder}wire-start.json`

  test('is refused where a file is missing', async () => {
    await expect(readRecording('/nowhere/wire-trace.json', start)).rejects.toThrow(
      '/nowhere/wire-trace.json cannot be read',
    )
  })

  test('is refused where it is no JSON', async () => {
    const file = await written('{')
    await expect(readRecording(file, start)).rejects.toThrow(`${file} is malformed`)
  })

  test('is refused where it is empty or an exchange lacks a field', async () => {
    const empty = await written([])
    await expect(readRecording(empty, start)).rejects.toThrow(`${empty} is malformed`)
    const short = await written([{ name: 'auth.me' }])
    await expect(readRecording(short, start)).rejects.toThrow(`${short} is malformed: /0`)
  })
})
