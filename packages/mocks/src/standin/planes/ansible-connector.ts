// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../../providers/json-value.ts'
import type { PlaneReading } from '../plane-gateway.ts'
import { displayName, drifted, type Connector, type KeyedOrder, type OnPlane } from './connector.ts'
import { PlaneFailure } from './plane-failure.ts'
import { PlaneHttp } from './plane-http.ts'
import type { AnsibleAccess } from './plane-settings.ts'
import { ReadOnce } from './read-once.ts'

const api = '/api/v2'
const templates = `${api}/job_templates/`
/** The template that EUCORA's administrators keep in AWX; each publication is a template like it. */
const modelName = 'EUCORA deploy'
const waiting: readonly unknown[] = ['new', 'pending', 'waiting', 'running']

/** Publishes by AWX: a job template for the app with the ring's hosts as its limit, and a job of it. */
export class AnsibleConnector implements Connector {
  readonly #http: PlaneHttp
  readonly #model = new ReadOnce<JsonObject>()

  constructor({ url, token }: AnsibleAccess, timeoutMs: number) {
    const authorize = () => Promise.resolve({ Authorization: `Bearer ${token}` })
    this.#http = new PlaneHttp({ baseUrl: url, timeoutMs, authorize })
  }

  async health(requestId: string): Promise<JsonObject> {
    await this.#get(requestId, `${api}/me/`)
    const { version, active_node } = await this.#get(requestId, `${api}/ping/`)
    return { version, active_node }
  }

  async publish(order: KeyedOrder): Promise<OnPlane> {
    const found = order.triedBefore ? await this.#findByKey(order) : undefined
    const template = found ?? (await this.#create(order))
    const id = String(template['id'])
    const last = found === undefined ? undefined : await this.#lastJob(id, order)
    if (last === undefined || !isGood(last)) await this.#launch(id, order)
    return { objectId: id, details: { idempotency_key: order.key, target: limitOf(order) } }
  }

  async read(objectId: string, order: KeyedOrder): Promise<PlaneReading> {
    const template = await this.#find(objectId, order)
    if (template === undefined) return drifted('the job template is gone')
    const change = await this.#changed(template, order)
    if (change !== undefined) return drifted(`the job template has another ${change}`)
    const job = await this.#lastJob(objectId, order)
    if (job === undefined) return drifted('no job of the template is left')
    const details = { job: job['id'], job_status: job['status'] }
    if (waiting.includes(job['status'])) return { status: 'in_progress', details }
    return { status: job['status'] === 'successful' ? 'installed' : 'failed', details }
  }

  async repair(objectId: string, order: KeyedOrder): Promise<OnPlane> {
    const template = await this.#find(objectId, order)
    if (template === undefined) return this.publish({ ...order, triedBefore: true })
    if ((await this.#changed(template, order)) !== undefined) {
      const json = await this.#wanted(order)
      await this.#http.ask(order.requestId, { method: 'PATCH', path: `${templates}${objectId}/`, json })
    }
    await this.#launch(objectId, order)
    return { objectId, details: { idempotency_key: order.key, target: limitOf(order) } }
  }

  async #get(requestId: string, path: string): Promise<JsonObject> {
    return (await this.#http.ask(requestId, { method: 'GET', path })).object()
  }

  async #create(order: KeyedOrder): Promise<JsonObject> {
    const json = await this.#wanted(order)
    return (await this.#http.ask(order.requestId, { method: 'POST', path: templates, json })).object()
  }

  async #find(objectId: string, { requestId }: KeyedOrder): Promise<JsonObject | undefined> {
    const path = `${templates}${encodeURIComponent(objectId)}/`
    const answer = await this.#http.ask(requestId, { method: 'GET', path, also: [404] })
    return answer.status === 404 ? undefined : answer.object()
  }

  async #findByKey({ key, requestId }: KeyedOrder): Promise<JsonObject | undefined> {
    const page = await this.#get(requestId, `${templates}?description__contains=${key}`)
    return listOf(page['results']).find(isObject)
  }

  async #lastJob(objectId: string, { requestId }: KeyedOrder): Promise<JsonObject | undefined> {
    const page = await this.#get(requestId, `${templates}${objectId}/jobs/?order_by=-id&page_size=1`)
    return listOf(page['results']).find(isObject)
  }

  /** A job that does not keep to the ring would run everywhere, so what AWX leaves out is a failure. */
  async #launch(objectId: string, { requestId }: KeyedOrder): Promise<void> {
    const path = `${templates}${objectId}/launch/`
    const job = (await this.#http.ask(requestId, { method: 'POST', path, json: {} })).object()
    const ignored = Object.keys(objectOf(job['ignored_fields']))
    if (ignored.length > 0) throw new PlaneFailure('permanent', `AWX ignored ${ignored.join(', ')}`)
  }

  /** The template as it is to be, in AWX's names. */
  async #wanted(order: KeyedOrder): Promise<JsonObject> {
    const { inventory, project, playbook } = await this.#modelTemplate(order)
    const { key, flowId, appName, version, artifactPath } = order
    return {
      // AWX takes a name once in an organization.
      name: `${displayName(order)} [${key.slice(0, 12)}]`,
      description: `Published by EUCORA. IdempotencyKey: ${key}`,
      job_type: 'run',
      inventory,
      project,
      playbook,
      limit: limitOf(order),
      extra_vars: JSON.stringify({
        app_name: appName,
        app_version: version,
        artifact: artifactPath,
        flow_id: flowId,
      }),
      allow_simultaneous: true,
    }
  }

  async #changed(template: JsonObject, order: KeyedOrder): Promise<string | undefined> {
    const wanted = await this.#wanted(order)
    return Object.keys(wanted).find((name) => template[name] !== wanted[name])
  }

  #modelTemplate({ requestId }: KeyedOrder): Promise<JsonObject> {
    return this.#model.value(() => this.#readModel(requestId))
  }

  async #readModel(requestId: string): Promise<JsonObject> {
    const page = await this.#get(requestId, `${templates}?name=${encodeURIComponent(modelName)}`)
    const found = listOf(page['results']).find(isObject)
    if (found === undefined) throw new PlaneFailure('permanent', `AWX has no job template ${modelName}`)
    return found
  }
}

/** Ansible's names of groups have neither hyphens nor capitals. */
function limitOf({ targetRing }: KeyedOrder): string {
  return `eucora_ring_${targetRing.toLowerCase()}`
}

/** Whether there is nothing to launch again. */
function isGood(job: JsonObject): boolean {
  return waiting.includes(job['status']) || textOf(job['status']) === 'successful'
}
