// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'

const Verdict = Type.Union([Type.Literal('PASS'), Type.Literal('FAIL')])

/** `reports/test-coverage/summary.json`. Peer and ratio are those of a benchmark; coverage has none. */
export const CoverageSummary = Type.Object({
  verdict: Verdict,
  measures: Type.Array(
    Type.Object({
      name: Type.String({ description: 'package and measure, as in "harness lines"' }),
      value: Type.Number({ description: 'percent' }),
      peer: Type.Null(),
      ratio: Type.Null(),
      limit: Type.Number({ description: 'percent, reached or exceeded' }),
      verdict: Verdict,
    }),
  ),
  leftOut: Type.Array(Type.String(), { description: 'counts of another text than the sources have now' }),
})

export type CoverageSummary = Static<typeof CoverageSummary>
