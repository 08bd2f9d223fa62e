// SPDX-License-Identifier: Apache-2.0
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { compress } from 'snappyjs'
import { countOf, type NativeHistogram } from '../../src/load/native-histogram.ts'

export interface TestSeries {
  readonly labels: Readonly<Record<string, string>>
  readonly samples?: readonly { value: number; timestampMs: number }[]
  readonly histograms?: readonly {
    value: NativeHistogram
    timestampMs: number
    schema?: number
    count?: number
  }[]
}

/** Writes a push as k6 does. */
export function encodePush(series: readonly TestSeries[]): Uint8Array {
  const writer = new BinaryWriter()
  for (const one of series) nested(writer, 1, (inner) => writeSeries(inner, one))
  return compress(writer.finish())
}

function nested(writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => void): void {
  const inner = new BinaryWriter()
  write(inner)
  writer.tag(field, WireType.LengthDelimited).bytes(inner.finish())
}

function writeSeries(writer: BinaryWriter, { labels, samples = [], histograms = [] }: TestSeries): void {
  for (const [name, value] of Object.entries(labels)) {
    nested(writer, 1, (inner) => {
      inner.tag(1, WireType.LengthDelimited).string(name)
      inner.tag(2, WireType.LengthDelimited).string(value)
    })
  }
  for (const { value, timestampMs } of samples) {
    nested(writer, 2, (inner) => {
      inner.tag(1, WireType.Bit64).double(value)
      inner.tag(2, WireType.Varint).int64(timestampMs)
    })
  }
  for (const histogram of histograms) nested(writer, 4, (inner) => writeHistogram(inner, histogram))
}

type TestHistogram = NonNullable<TestSeries['histograms']>[number]

function writeHistogram(
  writer: BinaryWriter,
  { value, timestampMs, schema = 3, count }: TestHistogram,
): void {
  const indexes = [...value.buckets.keys()].toSorted((a, b) => a - b)
  writer.tag(1, WireType.Varint).uint64(count ?? countOf(value))
  writer.tag(3, WireType.Bit64).double(1)
  writer.tag(4, WireType.Varint).sint32(schema)
  writer.tag(6, WireType.Varint).uint64(value.zeroCount)
  const deltas = new BinaryWriter()
  let [nextIndex, before] = [0, 0]
  for (const index of indexes) {
    const offset = index - nextIndex
    nested(writer, 11, (inner) => {
      inner.tag(1, WireType.Varint).sint32(offset)
      inner.tag(2, WireType.Varint).uint32(1)
    })
    nextIndex = index + 1
    const inBucket = value.buckets.get(index) ?? 0
    deltas.sint64(inBucket - before)
    before = inBucket
  }
  writer.tag(12, WireType.LengthDelimited).bytes(deltas.finish())
  writer.tag(15, WireType.Varint).int64(timestampMs)
}
