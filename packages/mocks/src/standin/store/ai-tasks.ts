// SPDX-License-Identifier: Apache-2.0
import { aiAgentTypes, aiTaskStatuses, type AiAgentType, type AiTaskStatus } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** A proposal of an AI agent that a human decides on; instants in microseconds since the epoch. */
export interface AiTask {
  readonly id: string
  readonly agentType: AiAgentType
  readonly taskType: string
  readonly title: string
  readonly description: string
  readonly inputData: unknown
  readonly outputData: Readonly<Record<string, unknown>>
  readonly status: AiTaskStatus
  readonly conversationId: string | null
  readonly initiatedBy: number
  readonly decidedBy: number | null
  readonly correlationId: string
  readonly createdUs: number
  readonly updatedUs: number
}

export class AiTasks {
  readonly #byId = new Map<string, AiTask>()

  save(task: AiTask): void {
    this.#byId.set(task.id, task)
  }

  find(id: string): AiTask | undefined {
    return this.#byId.get(id)
  }

  /** Newest first; of one instant, the one added last first. */
  newestFirst(): readonly AiTask[] {
    return [...this.#byId.values()].reverse().toSorted((a, b) => b.createdUs - a.createdUs)
  }

  /** Loads an `ai_agents.aiagenttask`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.save({
      id: String(row.pk),
      agentType: fields.oneOf('agent_type', aiAgentTypes),
      taskType: fields.text('task_type'),
      title: fields.text('title'),
      description: fields.text('description'),
      inputData: fields.json('input_data') ?? {},
      outputData: fields.object('output_data'),
      status: fields.oneOf('status', aiTaskStatuses),
      conversationId: fields.textOrNull('conversation'),
      initiatedBy: fields.integer('initiated_by'),
      decidedBy: fields.integerOrNull('approved_by'),
      correlationId: fields.text('correlation_id'),
      createdUs: fields.instantUs('created_at'),
      updatedUs: fields.instantUs('updated_at'),
    })
  }
}
