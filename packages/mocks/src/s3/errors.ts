// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { escapeXml } from './xml.ts'

/** S3's error codes that this mock answers, with their statuses and messages. */
const errors = {
  AccessDenied: [403, 'Access Denied.'],
  BadDigest: [400, 'The Content-Md5 you specified did not match what we received.'],
  BucketAlreadyOwnedByYou: [
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ],
  InvalidAccessKeyId: [403, 'The Access Key Id you provided does not exist in our records.'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NotImplemented: [501, 'A header or query you provided implies functionality that is not implemented'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  RequestTimeTooSkewed: [403, "The difference between the request time and the server's time is too large."],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  XAmzContentSHA256Mismatch: [
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
} as const satisfies Record<string, readonly [number, string]>

export type S3ErrorCode = keyof typeof errors

/** An error as S3 answers it: XML with code, message and resource; a HEAD has the status only. */
export function s3Error(code: S3ErrorCode, { method }: Request, resource: string): Response {
  const [status, message] = errors[code]
  const requestId = randomUUID()
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>` +
    `<Resource>${escapeXml(resource)}</Resource><RequestId>${requestId}</RequestId></Error>`
  return new Response(method === 'HEAD' ? null : body, {
    status,
    headers: { 'Content-Type': 'application/xml', 'X-Amz-Request-Id': requestId },
  })
}
