// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { definePlane, type Plane } from '../plane/plane.ts'
import type { PlaneCall, PlaneMethod, PlaneRoute } from '../plane/routes.ts'
import { s3Error } from './errors.ts'
import { signatureProblem, type S3Keys } from './signature.ts'
import { escapeXml } from './xml.ts'

export interface S3Object {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** MD5 in hex, with quotes, as S3 writes it. */
  readonly etag: string
  readonly modifiedMs: number
}

export interface S3Bucket {
  readonly createdMs: number
  readonly objects: Map<string, S3Object>
}

/** Buckets by name. */
export type S3State = Map<string, S3Bucket>

export interface S3Options extends S3Keys {
  /** The buckets that are there from the start. */
  readonly buckets: readonly string[]
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/**
 * Object storage as far as evidence uploads need it: buckets, and objects by path. Every call must be signed with the
 * keys. Multipart uploads, versions and listings of objects are 501.
 */
export function createS3({ buckets, ...keys }: S3Options): Plane<S3State> {
  const signed = (
    method: PlaneMethod,
    path: string,
    answer: (call: PlaneCall<S3State>) => Response,
  ): PlaneRoute<S3State> => ({
    method,
    path,
    answer: (call) => {
      const problem = signatureProblem(call.request, call.bytes, keys, call.clock.nowMs())
      return problem === undefined ? answer(call) : s3Error(problem, call.request, call.url.pathname)
    },
  })
  return definePlane<S3State>({
    name: 's3',
    createState: () => new Map(buckets.map((name) => [name, { createdMs: Date.now(), objects: new Map() }])),
    routes: [
      signed('GET', '/', listBuckets),
      ...['/{bucket}', '/{bucket}/'].flatMap((path) => [
        signed('GET', path, bucketLocation),
        signed('HEAD', path, (call) => inBucket(call, () => new Response(null))),
        signed('PUT', path, createBucket),
      ]),
      signed('PUT', '/{bucket}/{key*}', putObject),
      signed('GET', '/{bucket}/{key*}', (call) =>
        inObject(call, (object) => objectAnswer(object, object.bytes)),
      ),
      signed('HEAD', '/{bucket}/{key*}', (call) => inObject(call, (object) => objectAnswer(object, null))),
      signed('DELETE', '/{bucket}/{key*}', deleteObject),
    ],
  })
}

function listBuckets({ state }: PlaneCall<S3State>): Response {
  const buckets = [...state].map(
    ([name, { createdMs }]) =>
      `<Bucket><Name>${escapeXml(name)}</Name><CreationDate>${new Date(createdMs).toISOString()}</CreationDate></Bucket>`,
  )
  return xml(
    `<ListAllMyBucketsResult xmlns="${namespace}"><Owner><ID>eucora</ID><DisplayName>eucora</DisplayName></Owner>` +
      `<Buckets>${buckets.join('')}</Buckets></ListAllMyBucketsResult>`,
  )
}

/** An empty location is us-east-1. */
function bucketLocation(call: PlaneCall<S3State>): Response {
  if (!call.url.searchParams.has('location')) return refused('NotImplemented', call)
  return inBucket(call, () => xml(`<LocationConstraint xmlns="${namespace}"></LocationConstraint>`))
}

function createBucket(call: PlaneCall<S3State>): Response {
  const name = bucketOf(call)
  if (call.url.search !== '') return refused('NotImplemented', call)
  if (call.state.has(name)) return refused('BucketAlreadyOwnedByYou', call)
  call.state.set(name, { createdMs: call.clock.nowMs(), objects: new Map() })
  return new Response(null, { headers: { Location: `/${encodeURIComponent(name)}` } })
}

function putObject(call: PlaneCall<S3State>): Response {
  const { request, bytes, clock } = call
  if (call.url.search !== '' || request.headers.has('x-amz-copy-source'))
    return refused('NotImplemented', call)
  return inBucket(call, ({ objects }) => {
    const md5 = createHash('md5').update(bytes).digest()
    const sentMd5 = request.headers.get('content-md5')
    if (sentMd5 !== null && sentMd5 !== md5.toString('base64')) return refused('BadDigest', call)
    const key = keyOf(call)
    const exists = objects.has(key)
    if (exists && request.headers.get('if-none-match') === '*') return refused('PreconditionFailed', call)
    const etag = `"${md5.toString('hex')}"`
    const contentType = request.headers.get('content-type') ?? 'binary/octet-stream'
    objects.set(key, { bytes, contentType, etag, modifiedMs: clock.nowMs() })
    return new Response(null, { headers: { ETag: etag } })
  })
}

/** S3 answers the same where there was no such object. */
function deleteObject(call: PlaneCall<S3State>): Response {
  if (call.url.search !== '') return refused('NotImplemented', call)
  return inBucket(call, ({ objects }) => {
    objects.delete(keyOf(call))
    return new Response(null, { status: 204 })
  })
}

function objectAnswer({ bytes, contentType, etag, modifiedMs }: S3Object, body: Uint8Array | null): Response {
  return new Response(body === null ? null : new Uint8Array(body), {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(bytes.length),
      ETag: etag,
      'Last-Modified': new Date(modifiedMs).toUTCString(),
    },
  })
}

function bucketOf({ params }: PlaneCall<S3State>): string {
  return params['bucket'] ?? ''
}

function keyOf({ params }: PlaneCall<S3State>): string {
  return params['key'] ?? ''
}

function inBucket(call: PlaneCall<S3State>, answer: (bucket: S3Bucket) => Response): Response {
  const bucket = call.state.get(bucketOf(call))
  return bucket === undefined ? refused('NoSuchBucket', call) : answer(bucket)
}

function inObject(call: PlaneCall<S3State>, answer: (object: S3Object) => Response): Response {
  return inBucket(call, ({ objects }) => {
    const object = objects.get(keyOf(call))
    return object === undefined ? refused('NoSuchKey', call) : answer(object)
  })
}

function refused(code: Parameters<typeof s3Error>[0], { request, url }: PlaneCall<S3State>): Response {
  return s3Error(code, request, url.pathname)
}

function xml(body: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, {
    headers: { 'Content-Type': 'application/xml' },
  })
}
