// SPDX-License-Identifier: Apache-2.0
import { contract, type Operation, type OperationId } from '@eucora/harness/contract'
import { about, expect, test } from '../../src/fixtures.ts'
import { codedValues } from '../../src/matrix/coded-values.ts'
import { casesFor, fieldsOf, takes, type InputCase } from '../../src/matrix/input-cases.ts'
import { outcomeOf } from '../../src/matrix/outcome.ts'
import { validInputs, type ValidInput } from '../../src/matrix/valid-inputs.ts'

for (const id of operationIds()) {
  const valid = validInputs[id]
  const operation: Operation = contract[id]
  if (valid === undefined) continue
  for (const field of fieldsOf(operation)) {
    test(
      `${id} takes ${field} where it is as declared, and else says what is wrong with it`,
      about({
        rule: 'input-is-validated',
        app: operation.app,
        class: 'Input',
        suite: 'matrix',
        operation: id,
        ...(valid.alone === true ? { alone: true } : {}),
      }),
      async ({ as, anonymous, given, needs }) => {
        await needs(id)
        const role = valid.as ?? 'user'
        const caller = role === 'anonymous' ? anonymous : await as(role, role)
        // Who signs in notices no defect of the sign-in.
        const submitter = role === 'anonymous' ? anonymous : await as('submitter', 'submitter')
        const tools = { submitter, given }
        const cases = casesFor(operation, field).map((each) => ({
          ...each,
          due: dueFor(operation, valid, field, each),
        }))
        // What is refused leaves the record as it was, so that one is enough.
        const untouched = await valid.params?.(tools)

        const outcomes = await inWaves(cases, valid.atOnce ?? cases.length, async ({ name, value, due }) => {
          const body = { ...valid.body(tools), [field]: value }
          const params = due.startsWith('4') ? untouched : await valid.params?.(tools)
          const answer = await caller.send(id, params === undefined ? { body } : { params, body })
          return [name, outcomeOf(answer, field)] as const
        })

        expect(Object.fromEntries(outcomes)).toEqual(
          Object.fromEntries(cases.map(({ name, due }) => [name, due])),
        )
      },
    )
  }
}

function operationIds(): readonly OperationId[] {
  return Object.keys(validInputs).filter((id): id is OperationId => Object.hasOwn(contract, id))
}

async function inWaves<T, R>(items: readonly T[], size: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < items.length; from += size) {
    done.push(...(await Promise.all(items.slice(from, from + size).map(work))))
  }
  return done
}

/** Taken where the schema or the code says so, else refused. */
function dueFor(
  operation: Operation,
  { taken, refused }: ValidInput,
  field: string,
  { name, value }: InputCase,
): string {
  const coded = codedValues[operation.id]?.[field]
  const isTaken =
    coded?.takes?.includes(name) === true ||
    (coded?.refuses?.includes(name) !== true && takes(operation, field, value))
  return isTaken ? (coded?.answers?.[name] ?? String(taken)) : (refused?.[field] ?? `400 naming ${field}`)
}
