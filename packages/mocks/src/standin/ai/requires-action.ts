// SPDX-License-Identifier: Apache-2.0

/** Words of a question that only asks (ai_agents/agents/amani_assistant.py:158-274). */
const asking =
  'show display list what how explain describe check view get fetch retrieve see find tell inform provide give share look search query status current existing summary overview'.split(
    ' ',
  )

/** Words of an answer that proposes to change something. */
const acting = [
  ...'create generate build package update modify change edit delete remove rollback'.split(' '),
  ...'deploy promote publish release approve reject submit execute run trigger perform'.split(' '),
  'carry out',
  'requires approval',
  'needs review',
  'must be approved',
  'cab required',
  'cab approval',
  'evidence pack',
  'human action required',
  'manual intervention',
]

/** Phrases of an answer that only explains. */
const explaining = [
  'i can help you',
  'you can',
  'to create',
  'to deploy',
  'to update',
  'would need to',
  'would require',
  'in order to',
  'if you want to',
  'the process involves',
  'this involves',
  'this requires',
]

/** Whether an answer proposes an action that a human has to approve; words count wherever they stand in the text. */
export function requiresAction(question: string, answer: string): boolean {
  if (has(question, asking)) return false
  return has(answer, acting) && !has(answer, explaining)
}

function has(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.some((word) => lower.includes(word))
}
