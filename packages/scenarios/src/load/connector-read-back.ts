// SPDX-License-Identifier: Apache-2.0
import {
  acceptedOf,
  readEach,
  type Actor,
  type FlowEvent,
  type InvariantResult,
  type ReadingBack,
} from '@eucora/harness/load'
import { publishedOnce, publishedStored, type PublishedPair } from './connector-invariants.ts'
import { planes, type Approved } from './connector-pairs.ts'

export interface ConnectorReadBack {
  readonly reader: Actor
  readonly deployments: readonly Approved[]
  /** Addresses of the planes, where they are ours to look into. */
  readonly servers: Readonly<Record<string, string>>
  readonly reading: ReadingBack
}

/** Deployments that are looked up at most, spread over all. */
const mostLookedUp = 2000

/** Looks at events and planes, and judges what the run left there. */
export async function readBackConnectors(input: ConnectorReadBack): Promise<readonly InvariantResult[]> {
  const { reading, deployments } = input
  const { accepted, unknown } = acceptedOf(reading.statuses, (name) => name.startsWith('connectors.deploy/'))
  const step = Math.ceil(deployments.length / mostLookedUp)
  const looked = deployments.filter((_, place) => place % step === 0)
  const pairs: PublishedPair[] = []
  const problem = await readEach(input.reader, looked, reading.aborted, async (deployment, events) => {
    pairs.push(...(await pairsOf(input.servers, deployment, events)))
  })
  const counts = {
    accepted,
    unknown: unknown + reading.cutOff,
    countsComplete: reading.countsComplete,
    looksAtAll: step === 1,
  }
  return [publishedStored(counts, pairs, problem), publishedOnce(pairs, problem)]
}

async function pairsOf(
  servers: ConnectorReadBack['servers'],
  { flowId, appName }: Approved,
  events: readonly FlowEvent[],
): Promise<PublishedPair[]> {
  const pairs: PublishedPair[] = []
  for (const plane of planes) {
    const own = events.filter(({ connectorType }) => connectorType === plane)
    const times = (type: string) => own.filter((event) => event.type === type).length
    const url = servers[plane]
    const objects = url === undefined ? undefined : await objectsOn(url, appName)
    const [started, completed] = [times('DEPLOYMENT_STARTED'), times('DEPLOYMENT_COMPLETED')]
    pairs.push({ flowId, plane, started, completed, objects })
  }
  return pairs
}

/** How many objects a plane has under an application's name, by the control API of its mock. */
async function objectsOn(url: string, name: string): Promise<number> {
  const answer = await fetch(`${url}/__control/actions/published`, {
    method: 'POST',
    body: JSON.stringify({ name }),
  })
  const body: unknown = await answer.json()
  const objects = typeof body === 'object' && body !== null && 'objects' in body ? body.objects : undefined
  if (answer.status === 200 && Array.isArray(objects)) return objects.length
  throw new Error(`The plane at ${url} did not tell what is published there (${answer.status}).`)
}
