// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { S3ErrorCode } from './errors.ts'

/** Who may call. */
export interface S3Keys {
  readonly accessKey: string
  readonly secretKey: string
}

interface Authorization {
  readonly accessKey: string
  /** `20261122/us-east-1/s3/aws4_request` */
  readonly scope: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const skewMs = 15 * 60 * 1000
const shape =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/** Checks a request's signature (AWS Signature Version 4, in the header). Answers what is wrong, or undefined. */
export function signatureProblem(
  request: Request,
  bytes: Uint8Array,
  keys: S3Keys,
  nowMs: number,
): S3ErrorCode | undefined {
  const sent = parseAuthorization(request.headers.get('authorization') ?? '')
  if (sent === undefined) return 'AccessDenied'
  if (sent.accessKey !== keys.accessKey) return 'InvalidAccessKeyId'
  const date = request.headers.get('x-amz-date') ?? ''
  const sentMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(sentMs)) return 'AccessDenied'
  if (Math.abs(nowMs - sentMs) > skewMs) return 'RequestTimeTooSkewed'
  const expected = Buffer.from(signatureOf(request, sent, date, keys.secretKey))
  if (!timingSafeEqual(expected, Buffer.from(sent.signature))) return 'SignatureDoesNotMatch'
  const payload = request.headers.get('x-amz-content-sha256') ?? ''
  if (payload.startsWith('STREAMING-')) return 'NotImplemented'
  return payload === 'UNSIGNED-PAYLOAD' || payload === sha256(bytes) ? undefined : 'XAmzContentSHA256Mismatch'
}

function parseAuthorization(header: string): Authorization | undefined {
  const parts = shape.exec(header)
  if (parts === null) return undefined
  const [, accessKey = '', scope = '', signedHeaders = '', signature = ''] = parts
  return { accessKey, scope, signedHeaders: signedHeaders.split(';'), signature }
}

function signatureOf(request: Request, sent: Authorization, date: string, secretKey: string): string {
  const { scope, signedHeaders } = sent
  const canonical = canonicalRequest(request, signedHeaders)
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const [day = '', region = '', service = '', end = ''] = scope.split('/')
  const key = [region, service, end].reduce(hmac, hmac(`AWS4${secretKey}`, day))
  return hmac(key, text).toString('hex')
}

function canonicalRequest({ method, url, headers }: Request, signedHeaders: readonly string[]): string {
  const { pathname, search } = new URL(url)
  const lines = signedHeaders.map(
    (name) => `${name}:${(headers.get(name) ?? '').trim().replaceAll(/ +/g, ' ')}\n`,
  )
  return [
    method,
    pathname.split('/').map(reencoded).join('/'),
    canonicalQuery(search),
    lines.join(''),
    signedHeaders.join(';'),
    headers.get('x-amz-content-sha256') ?? '',
  ].join('\n')
}

function canonicalQuery(search: string): string {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at === -1
        ? `${reencoded(part)}=`
        : `${reencoded(part.slice(0, at))}=${reencoded(part.slice(at + 1))}`
    })
    .toSorted()
    .join('&')
}

/** One part as Amazon encodes it: all but letters, digits and `-._~`. */
function reencoded(part: string): string {
  return encodeURIComponent(decoded(part)).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray % stands for itself, and then no signature matches.
    return part
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
