// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { servePlane } from '../../src/plane/serve-plane.ts'
import { createS3 } from '../../src/s3/s3.ts'
import { S3Storage } from '../../src/standin/object-storage.ts'
import { State } from '../../src/standin/state.ts'
import { defaultSettings } from '../../src/standin/settings.ts'
import { askForm } from './cab-helper.ts'
import { enough } from './evidence-helper.ts'

const bucket = 'eucora-artifacts'
const keys = { accessKey: 'access', secretKey: crypto.randomUUID() }
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function s3(buckets: readonly string[] = [bucket]) {
  const plane = createS3({ ...keys, buckets })
  const served = await servePlane(plane)
  closing.push(() => served.close())
  return { plane, settings: { ...keys, bucket, endpoint: served.url } }
}

describe('the S3 storage', () => {
  it('reads what it wrote, until it is removed', async () => {
    const { settings } = await s3()
    const storage = new S3Storage(settings)
    const key = 'artifacts/Visual Studio Code/1.0+é/x y.msi'
    expect(await storage.read(key)).toBeUndefined()
    await storage.write(key, Buffer.from('hello'), 'text/plain')
    expect((await storage.read(key))?.toString()).toBe('hello')
    await storage.remove(key)
    expect(await storage.read(key)).toBeUndefined()
  })

  it('keeps empty objects and the content type', async () => {
    const { plane, settings } = await s3()
    const storage = new S3Storage(settings)
    await storage.write('empty', Buffer.alloc(0), 'application/x-msi')
    expect((await storage.read('empty'))?.length).toBe(0)
    expect(plane.state.get(bucket)?.objects.get('empty')?.contentType).toBe('application/x-msi')
  })

  it('makes its bucket where it is not there', async () => {
    const { plane, settings } = await s3([])
    await new S3Storage(settings).write('k', Buffer.from('v'), 'text/plain')
    expect([...plane.state.keys()]).toEqual([bucket])
  })

  it('fails on refused keys, and works once they are right', async () => {
    const { settings } = await s3()
    const wrong = new S3Storage({ ...settings, secretKey: 'wrong' })
    await expect(wrong.read('k')).rejects.toThrow()
    expect(await new S3Storage(settings).read('k')).toBeUndefined()
  })

  it('fails where nothing listens', async () => {
    const storage = new S3Storage({ ...keys, bucket, endpoint: 'http://127.0.0.1:1' })
    await expect(storage.write('k', Buffer.from('v'), 'text/plain')).rejects.toThrow()
  })

  it('comes back after a failure', async () => {
    const { plane, settings } = await s3()
    const storage = new S3Storage(settings)
    const repair = plane.use(() => new Response(null, { status: 503 }))
    await expect(storage.read('k')).rejects.toThrow()
    repair()
    expect(await storage.read('k')).toBeUndefined()
  })

  it('does not wait for ever', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    closing.push(
      () =>
        new Promise((resolve) => {
          silent.close(() => resolve())
          silent.closeAllConnections()
        }),
    )
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const storage = new S3Storage({ ...keys, bucket, endpoint: `http://127.0.0.1:${port}` }, 50)
    await expect(storage.read('k')).rejects.toThrow('No answer within 50 ms.')
  })

  it('speaks TLS where its endpoint says so', async () => {
    const storage = new S3Storage({ ...keys, bucket, endpoint: 'https://127.0.0.1' }, 1000)
    await expect(storage.read('k')).rejects.toThrow()
    await expect(
      new S3Storage({ ...keys, bucket, endpoint: 'http://127.0.0.1' }, 1000).read('k'),
    ).rejects.toThrow()
  })

  it('takes the uploads of a stand-in', async () => {
    const { plane, settings } = await s3()
    const state = new State({ ...defaultSettings, s3: settings })
    expect((await askForm(state, enough)).status).toBe(201)
    expect([...(plane.state.get(bucket)?.objects.keys() ?? [])]).toEqual(['artifacts/appA/1.0/x.msi'])
  })
})
