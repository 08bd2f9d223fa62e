// SPDX-License-Identifier: Apache-2.0
import Type, { type Static } from 'typebox'

const Verdict = Type.Enum(['PASS', 'FAIL', 'INVALID', 'UNEVALUATED'])
const Count = Type.Integer({ minimum: 0 })
const Amount = Type.Number({ minimum: 0 })

const Target = Type.Object({
  name: Type.String({ description: 'p50, p99, success or rate' }),
  operation: Type.String({ description: 'Operation id, or overall' }),
  kind: Type.Enum(['latency', 'success', 'rate']),
  unit: Type.Enum(['ms', 'share', 'per second']),
  comparison: Type.Enum(['<', '>=']),
  limit: Type.Number(),
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

const Environment = Type.Object({
  k6: Type.String(),
  targetArgs: Type.Array(Type.String(), {
    description: 'More arguments of the default target while it is loaded',
  }),
  users: Type.Array(Type.String(), { description: 'Usernames that signed in' }),
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
      model: Type.Literal('closed'),
      offered: Amount,
      achieved: Amount,
      dropped: Count,
      ceiling: Type.Union([Amount, Type.Null()]),
      band: Type.Object({ min: Amount, max: Amount }),
    }),
    statuses: Type.Array(Status),
    environment: Environment,
  },
  { $id: 'https://eucora.invalid/schemas/load-run.json', title: 'A judged load run' },
)

export type RunFile = Static<typeof RunFile>
