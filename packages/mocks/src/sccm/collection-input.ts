// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn, Type } from '@eucora/harness/contract/schema'
import type { SccmAnswer, SccmCall } from './admit.ts'
import { methodAnswer, notModelled, sccmError } from './answers.ts'
import { bodyOf } from './body.ts'
import { collectionRow } from './collections.ts'
import { instance, noInstance, textKey } from './odata.ts'
import { lookAgain, settle } from './settle.ts'
import type { Collection } from './state.ts'
import { nextObjectId } from './values.ts'
import { collectionClass } from './wmi-classes.ts'

const Sent = Type.Object({
  Name: Type.String({ minLength: 1 }),
  CollectionType: Type.Union([Type.Literal(1), Type.Literal(2)]),
  LimitToCollectionID: Type.String(),
  Comment: Type.Optional(Type.String()),
})

const directRule = '#AdminService.SMS_CollectionRuleDirect'
const Rule = Type.Object({
  '@odata.type': Type.String(),
  ResourceClassName: Type.Optional(Type.String()),
  RuleName: Type.Optional(Type.String()),
  ResourceID: Type.Optional(Type.Integer()),
})

/** POST: a collection without members, within another of its type. */
export const createCollection: SccmAnswer = (call) => {
  const body = bodyOf(call)
  if (body instanceof Response) return body
  if (!conforms(Sent, body)) {
    const where = problemsIn(Sent, body)[0]?.path.slice(1) ?? ''
    return sccmError(400, `SMS_Collection cannot be saved: ${where} is missing or not valid.`)
  }
  const { collections } = call.state
  const limit = collections.get(body.LimitToCollectionID)
  if (limit?.type !== body.CollectionType) {
    return sccmError(
      400,
      `There is no collection of this type with the CollectionID ${body.LimitToCollectionID}.`,
    )
  }
  if ([...collections.values()].some(({ name }) => name === body.Name)) {
    return sccmError(409, 'An object with the specified name already exists.')
  }
  const made: Collection = {
    id: nextObjectId(call.state),
    name: body.Name,
    comment: body.Comment ?? '',
    type: body.CollectionType,
    limitedTo: { id: limit.id, name: limit.name },
    isBuiltIn: false,
    members: [],
  }
  collections.set(made.id, made)
  return instance(call, collectionClass, collectionRow(made), 201)
}

/** POST `AdminService.AddMembershipRule` {collectionRule}: one device, where the limiting collection has it. */
export const addMembershipRule: SccmAnswer = (call) =>
  withRule(call, (collection, id) => {
    const within = call.state.collections.get(collection.limitedTo?.id ?? '')?.members ?? []
    return within.includes(id) ? [...new Set([...collection.members, id])] : collection.members
  })

export const deleteMembershipRule: SccmAnswer = (call) =>
  withRule(call, ({ members }, id) => members.filter((each) => each !== id))

/** POST `AdminService.RequestRefresh`: here members are there at once, so there is nothing to do. */
export const requestRefresh: SccmAnswer = (call) => withCollection(call, () => methodAnswer(call))

function withRule(
  call: SccmCall,
  membersWith: (collection: Collection, resourceId: number) => readonly number[],
): Response {
  return withCollection(call, (collection) => {
    const body = bodyOf(call)
    if (body instanceof Response) return body
    const rule = body['collectionRule']
    if (!conforms(Rule, rule)) return sccmError(400, "The parameter 'collectionRule' is missing.")
    const { '@odata.type': type, ResourceID: id } = rule
    if (type !== directRule) return notModelled(call, `collection rules of the type ${JSON.stringify(type)}`)
    if (collection.isBuiltIn) return sccmError(400, 'The rules of a built-in collection cannot be changed.')
    if (id === undefined || call.state.devices.every(({ resourceId }) => resourceId !== id)) {
      return sccmError(400, `There is no resource with the ResourceID ${JSON.stringify(id)}.`)
    }
    settle(call.state, call.clock.nowMs())
    collection.members = membersWith(collection, id)
    lookAgain(call.state.assignments.values())
    return methodAnswer(call)
  })
}

function withCollection(call: SccmCall, answer: (collection: Collection) => Response): Response {
  const key = textKey(call)
  const found = call.state.collections.get(key)
  return found === undefined ? noInstance(collectionClass, key) : answer(found)
}
