// SPDX-License-Identifier: Apache-2.0
import type { State } from '../state.ts'
import type { AiTask } from '../store/ai-tasks.ts'
import { isoformat } from '../timestamps.ts'

/** ai_agents/models.py:61-68 */
const displayNames: Readonly<Record<string, string>> = {
  amani: 'Ask Amani (General Assistant)',
  packaging: 'Packaging Assistant',
  cab_evidence: 'CAB Evidence Generator',
  risk_explainer: 'Risk Score Explainer',
  deployment: 'Deployment Advisor',
  compliance: 'Compliance Analyzer',
  incident: 'Incident Responder',
}

/** What every view of a task shows. */
export function taskFacts(task: AiTask) {
  return {
    id: task.id,
    agent_type: task.agentType,
    title: task.title,
    description: task.description,
    task_type: task.taskType,
    input_data: task.inputData,
    output_data: task.outputData,
    status: task.status,
    created_at: isoformat(task.createdUs),
    correlation_id: task.correlationId,
  }
}

/** The same with the agent's display name and its initiator as a person. */
export function taskWithPerson(state: State, task: AiTask) {
  return {
    ...taskFacts(task),
    agent_type_display: displayNames[task.agentType] ?? task.agentType,
    initiated_by: person(state, task.initiatedBy),
  }
}

export function person(state: State, userId: number) {
  const user = state.users.byId(userId) ?? state.users.nobody
  const name = `${user.firstName} ${user.lastName}`.trim()
  return { username: user.username, email: user.email, name: name === '' ? user.username : name }
}
