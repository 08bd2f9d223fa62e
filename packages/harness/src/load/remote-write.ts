// SPDX-License-Identifier: Apache-2.0
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { uncompress } from 'snappyjs'
import { schema, type NativeHistogram } from './native-histogram.ts'

/** One series of a push: its labels (`__name__` included), its plain samples and its native histograms. */
export interface PushedSeries {
  readonly labels: Readonly<Record<string, string>>
  readonly samples: readonly { readonly value: number; readonly timestampMs: number }[]
  readonly histograms: readonly { readonly value: NativeHistogram; readonly timestampMs: number }[]
}

/** The body of a push is not Prometheus remote write 0.1 with native histograms of schema 3. */
export class MalformedPush extends Error {
  override readonly name = 'MalformedPush'
}

/** Largest push that is unpacked, in bytes; one of k6's with 10,000 series is about 5 MB. */
const maxUnpackedBytes = 64 * 1024 * 1024

/** Reads the body of a Prometheus remote write request; throws MalformedPush for anything else. */
export function decodePush(body: Uint8Array): PushedSeries[] {
  try {
    checkElements(body)
    const reader = new BinaryReader(uncompress(body, maxUnpackedBytes))
    return readMessages(reader, reader.len, 1, readSeries)
  } catch (error) {
    if (error instanceof MalformedPush) throw error
    throw new MalformedPush(
      `not a remote write request: ${error instanceof Error ? error.message : 'unreadable'}`,
    )
  }
}

/**
 * Checks that each element of a Snappy block ends inside of it. snappyjs reads a literal's length of 2 GiB or more as
 * negative, goes back by it, and never ends.
 */
function checkElements(block: Uint8Array): void {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  // The unpacked length comes first; its last byte is the first below 128.
  let at = bytes.findIndex((byte) => byte < 0x80) + 1
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at)
    at += 1 + (isLiteral(tag) ? literalLength(bytes, at + 1, tag >>> 2) : copyLength(tag))
  }
  if (at > bytes.length) throw new MalformedPush('a packed part claims more bytes than the push has')
}

function isLiteral(tag: number): boolean {
  return (tag & 3) === 0
}

/** Bytes behind the tag: up to 60 are counted in the tag itself, more in one to four bytes of their own. */
function literalLength(bytes: Buffer, at: number, size: number): number {
  const width = size - 59
  return width <= 0 ? size + 1 : width + bytes.readUIntLE(at, width) + 1
}

function copyLength(tag: number): number {
  const kind = tag & 3
  return kind === 3 ? 4 : kind
}

type Fields = Readonly<Record<number, (wire: WireType) => void>>

function readFields(reader: BinaryReader, end: number, fields: Fields): void {
  while (reader.pos < end) {
    const [field, wire] = reader.tag()
    const read = fields[field]
    if (read) read(wire)
    else reader.skip(wire, field)
  }
  if (reader.pos !== end) throw new MalformedPush('a message runs over its own length')
}

function readNested<T>(reader: BinaryReader, read: (end: number) => T): T {
  const length = reader.uint32()
  const end = reader.pos + length
  if (end > reader.len) throw new MalformedPush(`a part claims ${length} bytes and the push ends before`)
  return read(end)
}

function readMessages<T>(
  reader: BinaryReader,
  end: number,
  field: number,
  read: (reader: BinaryReader, end: number) => T,
): T[] {
  const found: T[] = []
  readFields(reader, end, { [field]: () => found.push(readNested(reader, (inner) => read(reader, inner))) })
  return found
}

function readSeries(reader: BinaryReader, end: number): PushedSeries {
  const labels: Record<string, string> = {}
  const samples: { value: number; timestampMs: number }[] = []
  const histograms: { value: NativeHistogram; timestampMs: number }[] = []
  readFields(reader, end, {
    1: () => {
      const [name, value] = readNested(reader, (inner) => readLabel(reader, inner))
      labels[name] = value
    },
    2: () => samples.push(readNested(reader, (inner) => readSample(reader, inner))),
    4: () => histograms.push(readNested(reader, (inner) => readHistogram(reader, inner))),
  })
  if (labels['__name__'] === undefined) throw new MalformedPush('a series has no name')
  return { labels, samples, histograms }
}

function readLabel(reader: BinaryReader, end: number): [string, string] {
  let [name, value] = ['', '']
  readFields(reader, end, { 1: () => (name = reader.string()), 2: () => (value = reader.string()) })
  return [name, value]
}

function readSample(reader: BinaryReader, end: number): { value: number; timestampMs: number } {
  let [value, timestampMs] = [0, 0]
  readFields(reader, end, {
    1: () => (value = reader.double()),
    2: () => (timestampMs = Number(reader.int64())),
  })
  return { value, timestampMs }
}

function readHistogram(reader: BinaryReader, end: number): { value: NativeHistogram; timestampMs: number } {
  let [count, zeroCount, pushedSchema, timestampMs] = [0, 0, 0, 0]
  const spans: { offset: number; length: number }[] = []
  const deltas: number[] = []
  const refuse = (what: string) => () => {
    throw new MalformedPush(`a histogram with ${what}; only k6's integer ones above zero are taken`)
  }
  readFields(reader, end, {
    1: () => (count = Number(reader.uint64())),
    2: refuse('fractional counts'),
    4: () => (pushedSchema = reader.sint32()),
    6: () => (zeroCount = Number(reader.uint64())),
    7: refuse('fractional counts'),
    8: refuse('negative values'),
    11: () => spans.push(readNested(reader, (inner) => readSpan(reader, inner))),
    12: (wire) => {
      if (wire !== WireType.LengthDelimited) deltas.push(Number(reader.sint64()))
      else
        readNested(reader, (inner) => {
          while (reader.pos < inner) deltas.push(Number(reader.sint64()))
        })
    },
    15: () => (timestampMs = Number(reader.int64())),
  })
  if (pushedSchema !== schema)
    throw new MalformedPush(`a histogram of schema ${pushedSchema}; only ${schema} is taken`)
  const value = { zeroCount, buckets: unfold(spans, deltas) }
  let total = zeroCount
  for (const inBucket of value.buckets.values()) total += inBucket
  if (total !== count) throw new MalformedPush(`a histogram of ${count} values whose buckets hold ${total}`)
  return { value, timestampMs }
}

function readSpan(reader: BinaryReader, end: number): { offset: number; length: number } {
  let [offset, length] = [0, 0]
  readFields(reader, end, { 1: () => (offset = reader.sint32()), 2: () => (length = reader.uint32()) })
  return { offset, length }
}

/** Spans say which buckets follow each other, deltas how each count differs from the one before. */
function unfold(
  spans: readonly { offset: number; length: number }[],
  deltas: readonly number[],
): ReadonlyMap<number, number> {
  const buckets = new Map<number, number>()
  let [index, count, next] = [0, 0, 0]
  for (const span of spans) {
    index += span.offset
    if (span.length > deltas.length - next)
      throw new MalformedPush('a histogram with more buckets than counts')
    for (let step = 0; step < span.length; step += 1) {
      count += deltas[next] ?? 0
      if (count < 0) throw new MalformedPush('a histogram with a count below zero')
      if (count > 0) buckets.set(index, count)
      index += 1
      next += 1
    }
  }
  return buckets
}
