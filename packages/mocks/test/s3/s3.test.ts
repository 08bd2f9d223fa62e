// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac } from 'node:crypto'
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

/** Signs a call as the client does, with what it does not send of itself. */
async function signed(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<string> {
  const now = new Date()
  const date = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const all = { host: new URL(url).host, 'x-amz-date': date, ...headers }
  const names = Object.keys(all).toSorted()
  const lines = names.map((name) => `${name}:${new Map(Object.entries(all)).get(name)}\n`).join('')
  const payload = new Map(Object.entries(headers)).get('x-amz-content-sha256') ?? ''
  const [pathname = '', query = ''] = path.split('?')
  const canonical = [method, pathname, query, lines, names.join(';'), payload].join('\n')
  const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`
  const hash = createHash('sha256').update(canonical).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${keys.secretKey}`)
  const signature = hmac(Buffer.from(key), ['AWS4-HMAC-SHA256', date, scope, hash].join('\n')).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  const { host: _, ...sent } = all
  const answer = await fetch(url + path, {
    method,
    headers: { ...sent, authorization },
    ...(method === 'PUT' ? { body } : {}),
  })
  return `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1] ?? ''}`
}

const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }

describe('a signed call', () => {
  test.each([
    [
      'of another content',
      'PUT',
      '/eucora-artifacts/a',
      { 'x-amz-content-sha256': 'f'.repeat(64) },
      '400 XAmzContentSHA256Mismatch',
    ],
    ['without a hash of its content', 'PUT', '/eucora-artifacts/a', {}, '400 XAmzContentSHA256Mismatch'],
    [
      'in signed chunks',
      'PUT',
      '/eucora-artifacts/a',
      { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
      '501 NotImplemented',
    ],
    [
      'with another MD5',
      'PUT',
      '/eucora-artifacts/a',
      { ...unsigned, 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' },
      '400 BadDigest',
    ],
    [
      'that copies',
      'PUT',
      '/eucora-artifacts/a',
      { ...unsigned, 'x-amz-copy-source': '/a/b' },
      '501 NotImplemented',
    ],
    ['for a part of an object', 'PUT', '/eucora-artifacts/a?partNumber=1', unsigned, '501 NotImplemented'],
    ['for the rules of a bucket', 'PUT', '/eucora-artifacts?policy=', unsigned, '501 NotImplemented'],
    ['that removes a version', 'DELETE', '/eucora-artifacts/a?versionId=1', unsigned, '501 NotImplemented'],
  ])('%s stores nothing', async (_, method, path, headers, answer) => {
    const { plane, url } = await storage()
    expect(await signed(url, method, path, headers, 'content')).toBe(answer)
    expect([...plane.state.keys()]).toEqual(['eucora-artifacts'])
    expect(plane.state.get('eucora-artifacts')?.objects.size).toBe(0)
  })

  test('that shall not replace an object is refused where there is one', async () => {
    const { plane, url } = await storage()
    const once = { ...unsigned, 'if-none-match': '*' }
    expect(await signed(url, 'PUT', '/eucora-artifacts/a', once, 'first')).toBe('200 ')
    expect(await signed(url, 'PUT', '/eucora-artifacts/a', once, 'second')).toBe('412 PreconditionFailed')
    const stored = plane.state.get('eucora-artifacts')?.objects.get('a')?.bytes
    expect(Buffer.from(stored ?? []).toString()).toBe('first')
  })

  test('with the right MD5 stores its content', async () => {
    const { plane, url } = await storage()
    const md5 = createHash('md5').update('content').digest('base64')
    expect(
      await signed(url, 'PUT', '/eucora-artifacts/a', { ...unsigned, 'content-md5': md5 }, 'content'),
    ).toBe('200 ')
    expect(plane.state.get('eucora-artifacts')?.objects.size).toBe(1)
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
