// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { parseAs, Type } from '@eucora/harness/contract/schema'
import type { AppPast } from './risk-model.ts'

const Counts = Type.Object({
  created_30d: Type.Integer(),
  completed_90d: Type.Integer(),
  failed_90d: Type.Integer(),
})

const Golden = Type.Object({
  weights: Type.Array(Type.Tuple([Type.String(), Type.Number()])),
  threshold: Type.Integer(),
  history: Type.Record(Type.String(), Counts),
  vectors: Type.Array(
    Type.Object({
      evidence_pack: Type.Record(Type.String(), Type.Unknown()),
      expected: Type.Object({
        risk_score: Type.Integer(),
        factor_scores: Type.Record(Type.String(), Type.Number()),
        requires_cab_approval: Type.Boolean(),
        model_version: Type.String(),
      }),
    }),
  ),
})

const file = new URL('../../../fixtures/risk-golden.json', import.meta.url)

/** What the real scorer answered, with the weights and the threshold that it scored by. */
export const golden = parseAs(Golden, JSON.parse(readFileSync(file, 'utf8')))

/** The past of the applications that fixtures/seed.json seeds, and of one that nobody ever deployed, by name. */
export const seededPasts: ReadonlyMap<string, AppPast> = new Map([
  ...Object.entries(golden.history).map(([name, counts]): [string, AppPast] => [
    `app-${name}`,
    { created: counts.created_30d, completed: counts.completed_90d, failed: counts.failed_90d },
  ]),
  // On a limit that no golden vector lies on.
  ['app-c5', { created: 5, completed: 0, failed: 0 }],
  ['app-c10', { created: 10, completed: 0, failed: 0 }],
])
