// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import type { Reply } from '../reply.ts'
import type { AiTask } from '../store/ai-tasks.ts'
import { isoformat } from '../timestamps.ts'
import { ask, conversationFor } from './assistant.ts'

type Answer = Extract<Reply<'ai.tasks.requestRevision'>, { readonly status: 200 }>

/** Records feedback on a task, asks the provider for a revision, and puts that up for approval. */
export async function revise(call: Call, task: AiTask, feedback: string): Promise<Answer> {
  const { state, rules, caller, requestId } = call
  const asked = recordFeedback(call, task, feedback)
  const number = revisionsOf(asked).length
  const pending: Answer = {
    status: 200,
    body: {
      success: true,
      message: 'Feedback recorded. AI revision generation pending.',
      task: {
        id: task.id,
        status: 'revision_requested',
        revision_number: number,
        feedback,
        ai_status: 'pending',
      },
    },
  }
  const text = prompt(task.description, feedback)
  const conversation = () => conversationFor(state, caller.id, task.conversationId ?? undefined, text)
  const question = { conversation, text, requestId, process: 'web' } as const
  const answer = await ask(state, rules, question)
  const current = state.aiTasks.find(task.id)
  // A later request for a revision has taken this one's place.
  const isCurrent = current !== undefined && revisionsOf(current).length === number
  if (!answer.ok || !isCurrent) return pending
  applyRevision(call, current, answer.text)
  return {
    status: 200,
    body: {
      success: true,
      message: 'Revision generated successfully',
      task: {
        id: task.id,
        status: 'awaiting_approval',
        title: task.title,
        description: answer.text,
        revision_number: number,
        original_recommendation: task.description,
        revised_recommendation: answer.text,
        feedback,
      },
    },
  }
}

interface Revision {
  readonly revision_number: number
  readonly requested_by: string
  readonly requested_at: string
  readonly feedback: string
  readonly original_recommendation: string
  readonly status: 'pending_ai_response' | 'ai_responded'
  readonly ai_response?: string
  readonly responded_at?: string
}

function revisionsOf({ outputData }: AiTask): readonly unknown[] {
  const revisions = outputData['revisions']
  return Array.isArray(revisions) ? revisions : []
}

function recordFeedback({ state, caller }: Call, task: AiTask, feedback: string): AiTask {
  const nowUs = state.clock.stampUs()
  const at = isoformat(nowUs)
  const revision: Revision = {
    revision_number: revisionsOf(task).length + 1,
    requested_by: caller.username,
    requested_at: at,
    feedback,
    original_recommendation: task.description,
    status: 'pending_ai_response',
  }
  const asked: AiTask = {
    ...task,
    status: 'revision_requested',
    updatedUs: nowUs,
    outputData: {
      ...task.outputData,
      revisions: [...revisionsOf(task), revision],
      last_feedback: { by: caller.username, at, feedback },
    },
  }
  state.aiTasks.save(asked)
  return asked
}

function applyRevision({ state }: Call, task: AiTask, text: string): void {
  const nowUs = state.clock.stampUs()
  const revisions = revisionsOf(task)
  const last: unknown = revisions.at(-1)
  const answered = { ...(isObject(last) ? last : {}), ai_response: text, responded_at: isoformat(nowUs) }
  state.aiTasks.save({
    ...task,
    description: text,
    status: 'awaiting_approval',
    updatedUs: nowUs,
    outputData: {
      ...task.outputData,
      revisions: [...revisions.slice(0, -1), { ...answered, status: 'ai_responded' }],
      last_revision: {
        number: revisions.length,
        original: task.description,
        feedback: isObject(last) && 'feedback' in last ? last.feedback : '',
        revised: text,
      },
    },
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function prompt(recommendation: string, feedback: string): string {
  return [
    'A reviewer asks you to revise a recommendation of yours.',
    `Your recommendation:\n${recommendation}`,
    `The feedback:\n${feedback}`,
    'Answer with the improved recommendation only, and follow the feedback closely.',
  ].join('\n\n')
}
