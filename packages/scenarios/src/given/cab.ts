// SPDX-License-Identifier: Apache-2.0
import type { Faker } from '@faker-js/faker'
import {
  SetUpError,
  type Actor,
  type AnswerBody,
  type InputOf,
  type PackageKind,
  type SeededPackage,
  type SeedRow,
} from '@eucora/harness'
import type { PackageShare } from '../package-share.ts'

export type Submission = InputOf<'cab.submit'>['body']
export type ExceptionRequest = InputOf<'cab.exceptions.create'>['body']

type SubmittedRequest = AnswerBody<'cab.submit', 201>

/** States of the CAB. */
export interface GivenCab {
  /** A seeded evidence package that nobody else has. */
  evidencePackage(kind: PackageKind): Promise<SeededPackage>
  /** One whose deployment was submitted by this CAB member. */
  evidencePackageOf(member: Actor): Promise<SeededPackage>
  /** What submits a package, with the score that is stored with it. */
  submission(evidence: SeededPackage, overrides?: Partial<Submission>): Submission
  /** A stored request for a package of a kind, or for one that is given. */
  cabRequest(
    by: Actor,
    of: PackageKind | SeededPackage,
  ): Promise<{ readonly evidence: SeededPackage; readonly sent: Submission } & SubmittedRequest>
  /** A decision with its reason. */
  decision(): { readonly rationale: string }
  /** What asks for an exception for a deployment. */
  exceptionRequest(deploymentIntentId: string, overrides?: Partial<ExceptionRequest>): ExceptionRequest
  /** A stored exception, which waits for a security reviewer. */
  cabException(
    by: Actor,
    deploymentIntentId: string,
    overrides?: Partial<ExceptionRequest>,
  ): Promise<{ readonly sent: ExceptionRequest } & AnswerBody<'cab.exceptions.create', 201>>
  /** Where a deployment stands. */
  deploymentStatus(by: Actor, flowId: string): Promise<string>
  /** The row of a deployment that waits for the CAB, to be seeded under a key of its own. */
  waitingDeploymentRow(submitter: Actor, isDemo: boolean): SeedRow & { readonly pk: number }
  /** The row of a record of the legacy path, which waits unless the fields say otherwise. */
  approvalRow(deploymentPk: number, fields?: Readonly<Record<string, unknown>>): SeedRow
}

/** How requests and exceptions show a user. */
export function personOf({ user }: Actor) {
  return {
    id: user?.id,
    username: user?.username,
    email: user?.email,
    first_name: user?.first_name,
    last_name: user?.last_name,
  }
}

interface Source {
  readonly faker: Faker
  readonly runId: string
  readonly packages: () => Promise<PackageShare>
}

export function givenCab({ faker, runId, packages }: Source): GivenCab {
  const sentence = () => `${faker.lorem.sentence()} ${faker.string.alphanumeric(8)} ${runId}`
  const longAgo = '2025-01-06T08:00:00+00:00'
  let lastKey = 900_000
  const given: GivenCab = {
    evidencePackage: async (kind) => (await packages()).take(kind),
    evidencePackageOf: async ({ username }) => (await packages()).takeOf(username),
    submission: ({ id, score }, overrides = {}) => ({
      evidence_package_id: id,
      risk_score: Number(score),
      notes: sentence(),
      ...overrides,
    }),
    cabRequest: async (by, of) => {
      const evidence = typeof of === 'string' ? await given.evidencePackage(of) : of
      const sent = given.submission(evidence)
      const submitted = await by.call('cab.submit', { body: sent })
      if (submitted.status !== 201) throw new SetUpError('a stored CAB request', submitted)
      return { evidence, sent, ...submitted.body }
    },
    decision: () => ({ rationale: sentence() }),
    exceptionRequest: (deploymentIntentId, overrides = {}) => ({
      deployment_intent_id: deploymentIntentId,
      reason: sentence(),
      risk_justification: sentence(),
      compensating_controls: [sentence(), sentence()],
      ...overrides,
    }),
    cabException: async (by, deploymentIntentId, overrides) => {
      const sent = given.exceptionRequest(deploymentIntentId, overrides)
      const created = await by.call('cab.exceptions.create', { body: sent })
      if (created.status !== 201) throw new SetUpError('a stored exception', created)
      return { sent, ...created.body }
    },
    deploymentStatus: async (by, flowId) => {
      const read = await by.call('deployments.get', { params: { correlation_id: flowId } })
      if (read.status !== 200) throw new SetUpError('where a deployment stands', read)
      return read.body.status
    },
    waitingDeploymentRow: (submitter, isDemo) => {
      lastKey += 1
      return {
        model: 'deployment_intents.deploymentintent',
        pk: lastKey,
        fields: {
          correlation_id: faker.string.uuid(),
          app_name: `${faker.commerce.product()}-${faker.string.alphanumeric(8)}-${runId}`,
          version: faker.system.semver(),
          target_ring: 'GLOBAL',
          status: 'AWAITING_CAB',
          evidence_pack_id: faker.string.uuid(),
          risk_score: 92,
          requires_cab_approval: true,
          submitter: submitter.user?.id,
          is_demo: isDemo,
          created_at: longAgo,
          updated_at: longAgo,
        },
      }
    },
    approvalRow: (deploymentPk, fields = {}) => {
      lastKey += 1
      return {
        model: 'cab_workflow.cabapproval',
        pk: lastKey,
        fields: {
          deployment_intent: deploymentPk,
          decision: 'PENDING',
          approver: null,
          comments: '',
          conditions: [],
          submitted_at: longAgo,
          reviewed_at: null,
          ...fields,
        },
      }
    },
  }
  return given
}
