// SPDX-License-Identifier: Apache-2.0
import type { State } from './state.ts'
import type { FixtureRow } from './store/fixture.ts'

/** A seed that cannot be loaded; the message names the row, the field and the value. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
}

/** What a stand-in starts with. */
export interface Seed {
  /** Rows in Django's fixture format. */
  readonly rows: readonly FixtureRow[]
  /** The password of users whose own is empty; undefined where no user may sign in. */
  readonly password: string | undefined
}

export const emptySeed: Seed = { rows: [], password: undefined }

type Loader = (row: FixtureRow, state: State, password: string | undefined) => void

/** Which table takes the rows of a Django model, in the order in which they depend on each other. */
const loaders: Readonly<Record<string, Loader>> = {
  'auth.group': (row, { users }) => users.loadGroup(row),
  'auth.user': (row, { users }, password) => users.load(row, password),
  'policy_engine.riskmodel': (row, { riskModels }) => riskModels.load(row),
  'connectors.asset': (row, { assets }) => assets.load(row),
  'evidence_store.evidencepack': (row, { evidencePacks }) => evidencePacks.load(row),
  'deployment_intents.deploymentintent': (row, { deployments }) => deployments.load(row),
  'evidence_store.evidencepackage': (row, { evidencePackages }) => evidencePackages.load(row),
  'cab_workflow.cabapprovalrequest': (row, { cabRequests }) => cabRequests.load(row),
  'cab_workflow.cabapprovaldecision': (row, { cabRequests }) => cabRequests.loadDecision(row),
  'cab_workflow.cabexception': (row, { cabExceptions }) => cabExceptions.load(row),
  'cab_workflow.cabapproval': (row, { legacyApprovals }) => legacyApprovals.load(row),
  'connectors.application': (row, { applications }) => applications.load(row),
  'evidence_store.riskmodelversion': (row, { riskModelVersions }) => riskModelVersions.load(row),
  'evidence_store.blastradiusclass': (row, { blastRadiusClasses }) => blastRadiusClasses.load(row),
  'evidence_store.trustmaturitylevel': (row, { trustMaturity }) => trustMaturity.loadLevel(row),
  'evidence_store.trustmaturityprogress': (row, { trustMaturity }) => trustMaturity.loadEvaluation(row),
  'evidence_store.deploymentincident': (row, { incidents }) => incidents.load(row),
  'ai_agents.aimodelprovider': (row, { aiProviders }) => aiProviders.load(row),
  'ai_agents.aiconversation': (row, { aiConversations }) => aiConversations.load(row),
  'ai_agents.aimessage': (row, { aiConversations }) => aiConversations.loadMessage(row),
  'ai_agents.aiagenttask': (row, { aiTasks }) => aiTasks.load(row),
  'event_store.deploymentevent': (row, { events }) => events.load(row),
}

/** Parses a fixture's text. Throws a SeedError that names what is wrong with it. */
export function parseSeed(text: string, password: string | undefined): Seed {
  return seedOf(parsed(text), password)
}

/** The same for a fixture that is parsed already. */
export function seedOf(fixture: unknown, password: string | undefined): Seed {
  if (!Array.isArray(fixture)) {
    throw new SeedError('The seed is no JSON array. Write it as Django does: [{"model", "pk", "fields"}, …].')
  }
  return { rows: fixture.map(rowOf), password }
}

/** Puts a seed's rows into their tables; rows of the same key are replaced. Throws a SeedError for a malformed row. */
export function load(seed: Seed, state: State): void {
  const byModel = Map.groupBy(seed.rows, ({ model }) => model)
  for (const [model, loader] of Object.entries(loaders)) {
    for (const row of byModel.get(model) ?? []) loadRow(loader, row, state, seed.password)
  }
}

function loadRow(loader: Loader, row: FixtureRow, state: State, password: string | undefined): void {
  try {
    loader(row, state, password)
  } catch (error) {
    throw new SeedError(`The seed cannot be loaded. ${messageOf(error)}`, { cause: error })
  }
}

function rowOf(row: unknown, index: number): FixtureRow {
  if (!isRecord(row) || !isRecord(row['fields'])) throw malformed(index)
  const { model, pk, fields } = row
  if (typeof model !== 'string' || (typeof pk !== 'number' && typeof pk !== 'string')) throw malformed(index)
  if (!Object.hasOwn(loaders, model)) {
    throw new SeedError(
      `Seed row number ${index + 1} has the model ${JSON.stringify(model)}, which the stand-in does not know. Leave it out.`,
    )
  }
  return { model, pk, fields }
}

function malformed(index: number): SeedError {
  return new SeedError(`Seed row number ${index + 1} is not {"model": text, "pk": key, "fields": object}.`)
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw new SeedError(`The seed is no JSON: ${messageOf(error)}`, { cause: error })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
