// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'
import type { LooseReply } from '../../reply.ts'
import { answerFields, changeAt, successStatus, type AnswerField } from './answer-fields.ts'
import { otherType, otherValue } from './wrong-values.ts'

/** Never answered 404: every class is there from the start, and neither a call nor a row that is added takes one away. */
const alwaysFound: ReadonlySet<OperationId> = new Set(['evidence.blastRadius.classify'])

/** Deviations in what an operation answers: its status, and each field missing, of another type or of another value. */
export function answerDefects(id: OperationId, operation: Operation): readonly Defect[] {
  const fields = answerFields(operation)
  return [
    wrongStatus(id, operation),
    ...(404 in operation.responses && !alwaysFound.has(id) ? [unknownIsFound(id)] : []),
    ...fields.map((field) => fieldMissing(id, field)),
    ...fields.map((field) => wrongType(id, field)),
    ...fields.filter(({ schema }) => !('properties' in schema)).map((field) => wrongValue(id, field)),
  ]
}

function wrongStatus(id: OperationId, operation: Operation): Defect {
  const status = successStatus(operation) ?? 200
  return {
    id: `${id}/wrong-status`,
    rule: 'answers-keep-the-contract',
    summary: `Answers ${status === 200 ? 202 : 200} instead of ${status}.`,
    operations: [id],
    reply: (reply) => (reply.status === status ? { ...reply, status: status === 200 ? 202 : 200 } : reply),
  }
}

function unknownIsFound(id: OperationId): Defect {
  return {
    id: `${id}/unknown-is-found`,
    rule: 'unknown-is-told',
    summary: 'Answers an unknown id with an empty success instead of 404.',
    operations: [id],
    reply: (reply) => (reply.status === 404 ? { ...reply, status: 200, body: {} } : reply),
  }
}

function fieldMissing(id: OperationId, { path }: AnswerField): Defect {
  return {
    id: `${id}/field-missing/${path.join('.')}`,
    rule: 'answers-keep-the-contract',
    summary: `Leaves ${path.join('.')} out of its answer.`,
    operations: [id],
    reply: onSuccess((body) => changeAt(body, path, () => undefined)),
  }
}

function wrongType(id: OperationId, { path }: AnswerField): Defect {
  return {
    id: `${id}/wrong-type/${path.join('.')}`,
    rule: 'answers-keep-the-contract',
    summary: `Answers ${path.join('.')} with another type.`,
    operations: [id],
    reply: onSuccess((body) => changeAt(body, path, otherType)),
  }
}

function wrongValue(id: OperationId, { path, schema }: AnswerField): Defect {
  return {
    id: `${id}/wrong-value/${path.join('.')}`,
    rule: 'answers-tell-what-is-stored',
    summary: `Answers ${path.join('.')} with another value of the same type.`,
    operations: [id],
    reply: onSuccess((body) => changeAt(body, path, (value) => otherValue(value, schema))),
  }
}

function onSuccess(change: (body: unknown) => unknown) {
  return (reply: LooseReply): LooseReply =>
    reply.status >= 200 && reply.status < 300 ? { ...reply, body: change(reply.body) } : reply
}
