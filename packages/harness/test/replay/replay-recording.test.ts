// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { classOf, readExpectations } from '../../src/replay/expectations.ts'
import { replayRecording } from '../../src/replay/replay-recording.ts'
import { conformingAnswers } from './conforming-answers.ts'
import { recordedAnswer, recordedBackend, recordingsFolder, theRecording } from './recorded-backend.ts'

const password = 'Aa1-"quoted"'
const conforming = `${recordingsFolder}conforming.json`

describe('a replay against the recorded answers with other ids', () => {
  test('finds all 168 equal', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording)
    const result = await replayRecording({ target: backend.url, password, recording })
    expect(result.records.filter(({ differences }) => differences.length > 0)).toEqual([])
    expect(result.counts).toEqual({ records: 168, equal: 168, again: 0, againEqual: 0, differences: 0 })
  })

  test('puts the ids of the new answers into the paths', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording)
    const { records } = await replayRecording({ target: backend.url, password, recording })
    const recorded = new Set(
      recording.exchanges.flatMap(({ bindings }) => bindings.map(({ value }) => value)),
    )
    const bound = recording.exchanges.flatMap(({ bindings }, at) =>
      bindings.length > 0 ? [backend.seen[at]?.path] : [],
    )
    expect(bound).toHaveLength(36)
    expect(bound.filter((path) => [...recorded].some((id) => path?.includes(id)))).toEqual([])
    expect(records.map(({ path }) => path)).toEqual(backend.seen.map(({ path }) => path))
  })

  test('sends each user the own cookies and token, anonymous none, and leaves out what is null', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording)
    await replayRecording({ target: backend.url, password, recording })
    const headersOf = (name: string) =>
      backend.seen[recording.exchanges.findIndex((each) => each.name === name)]?.headers
    expect(headersOf('auth.me')).toMatchObject({ cookie: 'csrftoken=c1; sessionid=s1', 'x-csrftoken': 'c1' })
    expect(headersOf('csrf.missing')).toHaveProperty('cookie', 'csrftoken=c2; sessionid=s2')
    expect(headersOf('csrf.missing')).not.toHaveProperty('x-csrftoken')
    expect(headersOf('auth.me.anon')).not.toHaveProperty('cookie')
    expect(headersOf('deploy.corr.nonuuid')).toHaveProperty('x-correlation-id', 'dp-1')
  })

  test('sends the password, one instant and multipart files', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording)
    await replayRecording({ target: backend.url, password, recording })
    const textOf = (name: string) =>
      backend.seen[recording.exchanges.findIndex((each) => each.name === name)]?.text ?? ''
    expect(JSON.parse(textOf('auth.login.ok'))).toEqual({ username: 'plain1', password })
    const happened = /"incident_date":"([^"]+)"/.exec(textOf('incident.create'))?.[1] ?? ''
    const resolved = /"resolved_at":"([^"]+)"/.exec(textOf('incident.update.resolved_at'))?.[1] ?? ''
    expect(happened).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(Date.parse(resolved) - Date.parse(happened)).toBe(2 * 3_600_000)
    expect(textOf('evidence.upload.valid')).toContain('filename="x.msi"')
    expect(textOf('evidence.upload.valid')).toContain('\r\n\r\nhello\r\n')
  })

  test('works for a target below a path', async () => {
    const recording = await theRecording()
    const one = { ...recording, exchanges: recording.exchanges.filter(({ name }) => name === 'policy.list') }
    await using backend = await recordedBackend(one)
    const result = await replayRecording({ target: `${backend.url}/eucora/`, password, recording: one })
    expect(result.counts.equal).toBe(1)
    expect(backend.seen.map(({ path }) => path)).toEqual(['/eucora/api/v1/policy/'])
  })
})

describe('a replay that expects the rules', () => {
  test('finds all 168 and the 7 asked again equal where a backend answers by them', async () => {
    const recording = await theRecording()
    const expectations = await readExpectations(conforming, recording.exchanges)
    await using backend = await recordedBackend(recording, conformingAnswers(recording, expectations))
    const result = await replayRecording({ target: backend.url, password, recording, expectations })
    expect([...result.records, ...result.again].filter(({ differences }) => differences.length > 0)).toEqual(
      [],
    )
    expect(result.counts).toEqual({ records: 168, equal: 168, again: 7, againEqual: 7, differences: 0 })
  })

  test('finds each of the 42 and what follows from them in the recorded answers, and nothing else', async () => {
    const recording = await theRecording()
    const expectations = await readExpectations(conforming, recording.exchanges)
    const twice = (name: string) => expectations.get(name)?.again !== undefined
    await using backend = await recordedBackend(recording, (exchange) =>
      twice(exchange.name) ? [recordedAnswer(exchange), recordedAnswer(exchange)] : recordedAnswer(exchange),
    )
    const { records } = await replayRecording({ target: backend.url, password, recording, expectations })
    const differing = records.filter(({ differences }) => differences.length > 0).map(({ name }) => name)
    // The counts of ai.stats differ only where ai.task.revision generated.
    const wanted = recording.exchanges.filter(
      (exchange) => ['ruled', 'consequence'].includes(classOf(exchange)) && exchange.name !== 'ai.stats',
    )
    expect(differing).toEqual(wanted.map(({ name }) => name))
  })
})
