// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'

const Verdict = Type.Enum(['PASS', 'FAIL', 'INVALID', 'UNEVALUATED'])
const Count = Type.Integer({ minimum: 0 })
const Amount = Type.Number({ minimum: 0 })

const Target = Type.Object({
  name: Type.String({ description: 'p50, p95, p99, success, rate or the name of a level' }),
  part: Type.Optional(
    Type.String({ description: 'Part of the run: users, rate or recovery; users if left out' }),
  ),
  operation: Type.String({ description: 'Operation id, or overall' }),
  kind: Type.Enum(['latency', 'success', 'rate', 'level']),
  unit: Type.Enum(['ms', 'share', 'per second', 'count']),
  comparison: Type.Enum(['<', '>=', 'within']),
  limit: Type.Number(),
  upTo: Type.Optional(Type.Number({ description: 'Upper bound of what must lie within' })),
  measured: Type.Union([Type.Number(), Type.Null()]),
  interval: Type.Optional(Type.Object({ lowerMs: Amount, upperMs: Amount })),
  samples: Count,
  verdict: Verdict,
  reason: Type.String({ minLength: 1 }),
})

const Invariant = Type.Object({
  name: Type.String(),
  verdict: Type.Enum(['PASS', 'FAIL', 'UNEVALUATED']),
  checked: Count,
  violations: Type.Array(Type.String()),
  note: Type.Optional(Type.String()),
})

const Status = Type.Object({
  operation: Type.String(),
  phase: Type.String(),
  status: Type.String(),
  errorCode: Type.String(),
  expected: Type.Boolean(),
  count: Count,
})

const Bound = Type.Union([Amount, Type.Null()])

const Part = Type.Object({
  name: Type.String({ description: 'users, rate or recovery' }),
  title: Type.String(),
  phase: Type.String({ description: 'Phase of its judged seconds in statuses and timeline' }),
  model: Type.Enum(['closed', 'open']),
  offered: Amount,
  achieved: Amount,
  holdSeconds: Amount,
  requests: Count,
  expected: Count,
  p50UpToMs: Bound,
  p99UpToMs: Bound,
})

const Environment = Type.Object({
  k6: Type.String(),
  targetArgs: Type.Array(Type.String(), {
    description: 'More arguments of the default target while it is loaded',
  }),
  users: Type.Array(Type.String(), { description: 'Usernames that signed in' }),
  preconditions: Type.Optional(
    Type.Array(Type.String(), { description: 'What was established before the run, in sentences' }),
  ),
  node: Type.String(),
  os: Type.String(),
  cpuModel: Type.String(),
  cpuCount: Count,
  memoryGiB: Amount,
  loadAverageBefore: Amount,
  loadAverageAfter: Amount,
  scriptSha256: Type.Union([Type.String(), Type.Null()]),
  profileSha256: Type.String(),
  seed: Count,
  generators: Count,
  generatorExit: Type.String({ description: "k6's exit code or the signal that ended it, or not started" }),
  pushes: Type.Object({
    taken: Count,
    malformed: Count,
    refusedCount: Count,
    refused: Type.Array(Type.String()),
    resets: Count,
  }),
})

/** JSON Schema of `reports/runs/<id>/run.json`; the keys of design and report, more may come. */
export const RunFile = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    id: Type.String({ pattern: '^[a-z0-9-]+-\\d{8}T\\d{6}Z-[0-9a-f]{4}$' }),
    profile: Type.String(),
    summary: Type.String(),
    form: Type.Object({
      name: Type.Enum(['full', 'short', 'brief']),
      users: Count,
      rampSeconds: Amount,
      holdSeconds: Amount,
      lessThan: Type.Optional(Type.String({ description: 'The full target, which this form did not try' })),
    }),
    target: Type.Object({ url: Type.String(), kind: Type.Enum(['stand-in', 'external']) }),
    startedAt: Type.String(),
    finishedAt: Type.String(),
    interrupted: Type.Boolean(),
    verdict: Verdict,
    reasons: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    exitCode: Type.Enum([0, 1, 3, 5]),
    targets: Type.Array(Target),
    invariants: Type.Array(Invariant),
    rates: Type.Object({
      model: Type.Enum(['closed', 'open']),
      offered: Amount,
      achieved: Amount,
      dropped: Count,
      ceiling: Bound,
      band: Type.Object({ min: Amount, max: Bound }),
    }),
    parts: Type.Optional(Type.Array(Part)),
    statuses: Type.Array(Status),
    environment: Environment,
  },
  { $id: 'https://eucora.invalid/schemas/load-run.json', title: 'A judged load run' },
)

export type RunFile = Static<typeof RunFile>
