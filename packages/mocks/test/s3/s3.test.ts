// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { Client } from 'minio'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servePlane } from '../../src/plane/serve-plane.ts'
import { createS3 } from '../../src/s3/s3.ts'

const keys = { accessKey: 'harness', secretKey: 'made-up-for-this-test' }

async function storage(secretKey = keys.secretKey, accessKey = keys.accessKey) {
  const plane = createS3({ ...keys, buckets: ['eucora-artifacts'] })
  const { url, close } = await servePlane(plane)
  onTestFinished(close)
  const { hostname, port } = new URL(url)
  const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey })
  return { plane, client, url }
}

async function bytesOf(client: Client, bucket: string, key: string): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of await client.getObject(bucket, key)) chunks.push(String(chunk))
  return chunks.join('')
}

describe('the official client', () => {
  test('lists, finds and makes buckets', async () => {
    const { client } = await storage()
    await client.makeBucket('more')
    expect((await client.listBuckets()).map(({ name }) => name)).toEqual(['eucora-artifacts', 'more'])
    expect(await client.bucketExists('more')).toBe(true)
    expect(await client.bucketExists('none')).toBe(false)
    await expect(client.makeBucket('more')).rejects.toMatchObject({ code: 'BucketAlreadyOwnedByYou' })
  })

  test('stores an object under a key with slashes, blanks and signs, and reads it back', async () => {
    const { client, plane } = await storage()
    const key = "artifacts/App (x64)!*'/1.0/se tüp.msi"
    const { etag } = await client.putObject('eucora-artifacts', key, Buffer.from('content'))
    expect(etag).toBe(createHash('md5').update('content').digest('hex'))
    expect(await bytesOf(client, 'eucora-artifacts', key)).toBe('content')
    expect(await client.statObject('eucora-artifacts', key)).toMatchObject({ size: 7, etag })
    expect([...(plane.state.get('eucora-artifacts')?.objects.keys() ?? [])]).toEqual([key])
  })

  test('stores an empty object', async () => {
    const { client } = await storage()
    await client.putObject('eucora-artifacts', 'empty', Buffer.alloc(0))
    expect((await client.statObject('eucora-artifacts', 'empty')).size).toBe(0)
  })

  test('removes an object, which is then not found', async () => {
    const { client } = await storage()
    await client.putObject('eucora-artifacts', 'a', 'x')
    await client.removeObject('eucora-artifacts', 'a')
    await expect(client.getObject('eucora-artifacts', 'a')).rejects.toMatchObject({ code: 'NoSuchKey' })
    await expect(client.statObject('eucora-artifacts', 'a')).rejects.toMatchObject({ code: 'NotFound' })
  })

  test('is told that a bucket is not there', async () => {
    const { client } = await storage()
    await expect(client.putObject('none', 'a', 'x')).rejects.toMatchObject({ code: 'NoSuchBucket' })
  })

  test.each([
    ['another secret', 'wrong', keys.accessKey, 'SignatureDoesNotMatch'],
    ['another access key', keys.secretKey, 'stranger', 'InvalidAccessKeyId'],
  ])('is refused with %s and stores nothing', async (_, secretKey, accessKey, code) => {
    const { client, plane } = await storage(secretKey, accessKey)
    await expect(client.putObject('eucora-artifacts', 'a', 'x')).rejects.toMatchObject({ code })
    expect(plane.state.get('eucora-artifacts')?.objects.size).toBe(0)
  })

  test('is refused when its clock is more than a quarter of an hour off', async () => {
    const { client, plane } = await storage()
    plane.clock.advance(16 * 60 * 1000)
    await expect(client.listBuckets()).rejects.toMatchObject({ code: 'RequestTimeTooSkewed' })
  })

  test('is told that a listing of objects is not there', async () => {
    const { client } = await storage()
    const listing = client.listObjectsV2('eucora-artifacts').toArray()
    await expect(listing).rejects.toMatchObject({ code: 'NotImplemented' })
  })
})

describe('a call without a signature', () => {
  test('is refused in XML', async () => {
    const { url } = await storage()
    const answer = await fetch(`${url}/eucora-artifacts/a&b`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml'])
    expect(await answer.text()).toContain(
      '<Code>AccessDenied</Code><Message>Access Denied.</Message><Resource>/eucora-artifacts/a&amp;b</Resource>',
    )
  })

  test('with a signature but no date is refused', async () => {
    const { url } = await storage()
    const authorization = `AWS4-HMAC-SHA256 Credential=harness/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`
    expect((await fetch(url, { headers: { Authorization: authorization } })).status).toBe(403)
  })
})
