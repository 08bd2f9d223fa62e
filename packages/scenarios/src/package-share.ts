// SPDX-License-Identifier: Apache-2.0
import {
  cabMemberOf,
  type Client,
  credentialsFrom,
  HarnessError,
  packageKinds,
  packagesFrom,
  SetUpError,
  signIn,
  type PackageKind,
  type SeededPackage,
} from '@eucora/harness'

/** Which part of the packages is a worker's own. */
export interface Share {
  /** From 0. */
  readonly index: number
  readonly workers: number
}

/**
 * The seeded evidence packages that one worker may use up: of each kind every n-th, so that no two workers ever take
 * the same one, and none that has a request from an earlier run. Packages of a CAB member's deployment go with the
 * member, since each worker has members of its own.
 */
export class PackageShare {
  readonly #share: Share
  readonly #used: Set<string>
  readonly #waits: (flowId: string) => Promise<boolean>

  /** `used` names the packages that are gone, by what they call their deployment; `waits` says whether one is undecided. */
  constructor(
    share: Share,
    { used, waits }: UsedPackages = { used: [], waits: () => Promise.resolve(true) },
  ) {
    this.#share = share
    this.#used = new Set(used)
    this.#waits = waits
  }

  /** Takes the next package of a kind. Throws a HarnessError where all of the share are used up. */
  take(kind: PackageKind): Promise<SeededPackage> {
    const { index, workers } = this.#share
    return this.#next(kind, `kind ${kind}`, ({ number }) => number % workers === index)
  }

  /** Takes a package whose deployment was submitted by this seeded CAB member. */
  takeOf(username: string): Promise<SeededPackage> {
    return this.#next('of-cab-member', `deployments of ${username}`, ({ number }) => {
      return cabMemberOf(number) === username
    })
  }

  async #next(
    kind: PackageKind,
    wanted: string,
    isOwn: (evidence: SeededPackage) => boolean,
  ): Promise<SeededPackage> {
    for (const each of packagesFrom(kind, 0, packageKinds[kind].seeded)) {
      if (!isOwn(each) || this.#used.has(each.deploymentIntentId)) continue
      this.#used.add(each.deploymentIntentId)
      // The legacy path decides without a request.
      if (kind === 'orphan' || (await this.#waits(each.flowId))) return each
    }
    throw new HarnessError(
      'set-up',
      `No seeded evidence package for ${wanted} is left in part ${this.#share.index + 1} of ${this.#share.workers}`,
      'Load fixtures/seed.json into a fresh database, or use fewer workers',
    )
  }
}

/** What a target says of the packages that earlier scenarios and runs used up. */
export interface UsedPackages {
  /** What those that have a request call their deployment. */
  readonly used: Iterable<string>
  /** Whether a deployment still waits for a decision. */
  readonly waits: (flowId: string) => Promise<boolean>
}

/** Reads which packages are used up as staff, by a client of its own, apart from any scenario's calls. */
export async function usedPackages(client: Client, env: NodeJS.ProcessEnv): Promise<UsedPackages> {
  const [credential] = credentialsFrom(env).staff
  if (credential === undefined)
    throw new HarnessError('configuration', 'There are no staff to read with', staffNeeded)
  const staff = await signIn(client, credential, 'staff')
  const listed = await staff.call('cab.list', {})
  if (listed.status !== 200) throw new SetUpError('to know which evidence packages are used up', listed)
  return {
    used: listed.body.results.map(({ deployment_intent_id }) => deployment_intent_id),
    waits: async (flowId) => {
      const read = await staff.call('deployments.get', { params: { correlation_id: flowId } })
      return read.status === 200 && read.body.status === 'AWAITING_CAB'
    },
  }
}

const staffNeeded = 'Give EUCORA_CREDENTIALS a user of the role staff'
