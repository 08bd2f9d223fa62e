// SPDX-License-Identifier: Apache-2.0
import type { PlaneRoute } from '../plane/routes.ts'
import { awxRoute, type AwxCall } from './admit.ts'
import { awxEmpty, awxJson, notFound } from './answers.ts'
import { bodyOf } from './body.ts'
import { readFields, type Fields, type Problems } from './fields.ts'
import type { Row, Searchable } from './filter.ts'
import { list } from './page.ts'
import { iso, nextId, type AwxState, type Job, type Thing, type User } from './state.ts'

/** A kind of object that callers list, create, change and delete. */
export interface Resource {
  /** `job_template`: its type in answers. */
  readonly type: string
  /** `job_templates`: its place below /api/v2. */
  readonly path: string
  /** `JobTemplate`: Django's name, in errors of filters. */
  readonly model: string
  readonly fields: Fields
  /** Whose numbers its ids are of; default its own. */
  readonly sequence?: string
  /** Default: name. */
  readonly orderedBy?: string
  readonly table: (state: AwxState) => Map<number, Thing>
  /** What must hold of its values together. */
  readonly check?: (state: AwxState, values: Row, existing: Thing | undefined) => Problems | undefined
  readonly related: (state: AwxState, thing: Thing) => Readonly<Record<string, string>>
  readonly summary: (state: AwxState, thing: Thing) => Row
  /** Values of answers that callers do not set. */
  readonly derived?: (state: AwxState, thing: Thing) => Row
  readonly relations?: (
    state: AwxState,
    thing: Thing,
  ) => Readonly<Record<string, () => readonly Searchable[]>>
  readonly created?: (call: AwxCall, thing: Thing, user: User) => void
  /** Why it cannot be deleted now. */
  readonly undeletable?: (call: AwxCall, thing: Thing) => Response | undefined
  readonly deleted?: (state: AwxState, thing: Thing) => void
}

export function urlOf({ path }: Pick<Resource, 'path'>, id: number): string {
  return `/api/v2/${path}/${id}/`
}

/** An object as AWX shows it. */
export function show(resource: Resource, state: AwxState, thing: Thing): Row {
  const { name, description, ...values } = thing.values
  const user = `/api/v2/users/${thing.createdBy}/`
  const by = state.users.find(({ id }) => id === thing.createdBy)
  const person = { id: thing.createdBy, username: by?.username ?? '', first_name: '', last_name: '' }
  return {
    id: thing.id,
    type: resource.type,
    url: urlOf(resource, thing.id),
    related: { created_by: user, modified_by: user, ...resource.related(state, thing) },
    summary_fields: { ...resource.summary(state, thing), created_by: person, modified_by: person },
    created: iso(thing.createdMs),
    modified: iso(thing.modifiedMs),
    name,
    ...(description === undefined ? {} : { description }),
    ...values,
    ...resource.derived?.(state, thing),
  }
}

/** What callers set is looked up as it is; all else needs the whole row. */
export function searchableOf(resource: Resource, state: AwxState, thing: Thing): Searchable {
  let row: Row | undefined
  return {
    valueOf: (name) => {
      if (name === 'id') return thing.id
      if (Object.hasOwn(thing.values, name)) return thing.values[name]
      row ??= show(resource, state, thing)
      return Object.hasOwn(row, name) ? row[name] : undefined
    },
    relations: resource.relations?.(state, thing) ?? {},
  }
}

/** A row that is there already. */
export function searchableRow(row: Row): Searchable {
  return { valueOf: (name) => (Object.hasOwn(row, name) ? row[name] : undefined) }
}

/** What a related object is called in `summary_fields`. */
export function brief(thing: Thing | undefined): Row | undefined {
  if (thing === undefined) return undefined
  const { name, description } = thing.values
  return { id: thing.id, name, ...(description === undefined ? {} : { description }) }
}

export function listThings(call: AwxCall, resource: Resource, things: Iterable<Thing>): Response {
  return list(call, {
    model: resource.model,
    items: [...things],
    searchable: (thing) => searchableOf(resource, call.state, thing),
    show: (thing) => show(resource, call.state, thing),
    orderedBy: resource.orderedBy ?? 'name',
  })
}

/** The object that a path names, by its number. */
export function thingIn(
  call: AwxCall,
  resource: Pick<Resource, 'table'>,
  answer: (thing: Thing) => Response,
): Response {
  const thing = resource.table(call.state).get(Number(call.params['id']))
  return thing === undefined ? notFound() : answer(thing)
}

/** Creates an object of what a call sent; `given` is what the path says. */
export function create(call: AwxCall, resource: Resource, user: User, given: Row = {}): Thing | Response {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const { values, problems } = readFields(resource.fields, { ...body, ...given }, call.state)
  const found = Object.keys(problems).length > 0 ? problems : resource.check?.(call.state, values, undefined)
  if (found !== undefined) return awxJson(found, 400)
  const thing = add(call.state, resource, values, user, call.clock.nowMs())
  resource.created?.(call, thing, user)
  return thing
}

export function add(state: AwxState, resource: Resource, values: Row, user: User, nowMs: number): Thing {
  const id = nextId(state, resource.sequence ?? resource.path)
  const thing: Thing = { id, createdMs: nowMs, modifiedMs: nowMs, createdBy: user.id, values }
  resource.table(state).set(id, thing)
  return thing
}

/** Answers an object that was created. */
export function created(call: AwxCall, resource: Resource, thing: Thing): Response {
  return awxJson(show(resource, call.state, thing), 201, { Location: urlOf(resource, thing.id) })
}

function change(call: AwxCall, resource: Resource, thing: Thing, isWhole: boolean): Response {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  const before = isWhole ? fixedValues(resource, thing) : thing.values
  const { values, problems } = readFields(
    resource.fields,
    isWhole ? { ...body, ...before } : body,
    call.state,
    isWhole ? undefined : before,
  )
  const found = Object.keys(problems).length > 0 ? problems : resource.check?.(call.state, values, thing)
  if (found !== undefined) return awxJson(found, 400)
  thing.values = values
  // Under its new name, where the table knows names.
  resource.table(call.state).set(thing.id, thing)
  thing.modifiedMs = call.clock.nowMs()
  return awxJson(show(resource, call.state, thing))
}

function fixedValues({ fields }: Resource, { values }: Thing): Row {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields[name]?.fixed === true))
}

/** The routes that every kind of object has. */
export function resourceRoutes(resource: Resource): readonly PlaneRoute<AwxState>[] {
  const all = `/${resource.path}/`
  const one = `/${resource.path}/{id}/`
  return [
    awxRoute('GET', all, (call) => listThings(call, resource, resource.table(call.state).values())),
    awxRoute('POST', all, (call, user) => {
      const thing = create(call, resource, user)
      return thing instanceof Response ? thing : created(call, resource, thing)
    }),
    awxRoute('GET', one, (call) =>
      thingIn(call, resource, (thing) => awxJson(show(resource, call.state, thing))),
    ),
    awxRoute('PUT', one, (call) => thingIn(call, resource, (thing) => change(call, resource, thing, true))),
    awxRoute('PATCH', one, (call) =>
      thingIn(call, resource, (thing) => change(call, resource, thing, false)),
    ),
    awxRoute('DELETE', one, (call) =>
      thingIn(call, resource, (thing) => {
        const problem = resource.undeletable?.(call, thing)
        if (problem !== undefined) return problem
        resource.table(call.state).delete(thing.id)
        resource.deleted?.(call.state, thing)
        return awxEmpty(204)
      }),
    ),
  ]
}

/** Whether another object of a table has the same values of these fields. */
export function isTaken(
  things: Iterable<Thing>,
  names: readonly string[],
  values: Row,
  existing: Thing | undefined,
): boolean {
  for (const each of things) {
    if (each !== existing && names.every((name) => each.values[name] === values[name])) return true
  }
  return false
}

/** 409 where jobs run that need what is to be deleted. */
export function inUse({ active }: AwxState, needs: (job: Job) => boolean): Response | undefined {
  const jobs = [...active].filter(needs)
  if (jobs.length === 0) return undefined
  const active_jobs = jobs.map(({ id, type }) => ({ type, id: String(id) }))
  return awxJson({ error: 'Resource is being used by running jobs.', active_jobs }, 409)
}
