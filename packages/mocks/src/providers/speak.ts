// SPDX-License-Identifier: Apache-2.0
import type { Seeded } from '../plane/seeded.ts'
import { exampleValue } from './example-value.ts'
import { isObject, jsonObject, objectOf, type JsonObject } from './json-value.ts'
import type { Prompt, Spoken, Tool, ToolCall, Turn } from './prompt.ts'

const charactersPerToken = 4
const wanted = /\breply exactly with:\s*([\s\S]+)$/i

const openings = ['In short:', 'My assessment:', 'Here is what I propose:'] as const
const proposals = [
  'start in the canary ring, watch the failure rate for a day, then go on to the pilot ring.',
  'complete the evidence with a rollback plan and the results of the tests before it goes to the CAB.',
  'keep the change small, sign the package, and leave two weeks between the rings.',
  'wait for the vulnerability scan, and ask for an exception only where a fix is not to be had.',
] as const

/**
 * The canned answer of every provider; the same seed and prompt give the same one, whatever was asked before. The last
 * turn chooses what it is:
 * - `Reply exactly with: TEXT` is answered with TEXT;
 * - a tool that it names, or one that must be called, is called: with the JSON object of that turn, else with example
 *   values of the tool's schema;
 * - the result of a tool is repeated in a sentence;
 * - where JSON is wanted, the answer is the JSON object of that turn, else an example of the schema;
 * - anything else gets a sentence about deployments.
 * Four characters are a token.
 */
export function speak(random: Seeded, prompt: Prompt, choice = 0): Spoken {
  const last = prompt.turns.at(-1) ?? { role: 'user', text: '' }
  const promptTokens = tokens(prompt.turns.map(({ text }) => text).join('\n')) + 3 * prompt.turns.length
  const tool = toolToCall(prompt, last)
  if (tool !== undefined) {
    const call = { name: tool.name, args: argumentsOf(tool, last) }
    const completionTokens = tokens(JSON.stringify(call))
    return { text: '', call, end: 'stop', stopSequence: undefined, promptTokens, completionTokens }
  }
  const asked = random.stream(JSON.stringify([prompt.model, prompt.turns, choice]))
  return { ...cut(textFor(asked, prompt, last), prompt), call: undefined, promptTokens }
}

/** A text in the pieces in which it is streamed. */
export function pieces(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

/** What no answer may be about: a prompt with `[harmful content]` in it trips the filters of those that have some. */
export function isHarmful({ turns }: Prompt): boolean {
  return turns.some(({ role, text }) => role === 'user' && text.includes('[harmful content]'))
}

function tokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / charactersPerToken))
}

function toolToCall({ tools, toolUse }: Prompt, last: Turn): Tool | undefined {
  if (toolUse === 'none') return undefined
  if (typeof toolUse === 'object') return tools.find(({ name }) => name === toolUse.name)
  const named = last.role === 'user' ? tools.find(({ name }) => last.text.includes(name)) : undefined
  return toolUse === 'required' ? (named ?? tools[0]) : named
}

function argumentsOf({ schema }: Tool, { text }: Turn): ToolCall['args'] {
  return objectIn(text) ?? objectOf(exampleValue(schema))
}

function textFor(random: Seeded, prompt: Prompt, last: Turn): string {
  const exact = last.role === 'user' ? wanted.exec(last.text)?.[1] : undefined
  if (exact !== undefined) return exact.trim()
  if (prompt.jsonSchema !== undefined) {
    return JSON.stringify(objectIn(last.text) ?? jsonExample(prompt.jsonSchema))
  }
  if (last.role === 'tool') return `The tool answered: ${last.text}`
  const opening = openings[random.integer(openings.length)]
  const proposal = proposals[random.integer(proposals.length)]
  return `${opening} ${proposal} People decide; this is advice (${random.hex(6)}).`
}

function jsonExample(schema: unknown): JsonObject {
  const example = exampleValue(schema)
  return isObject(example) ? example : { answer: 'example' }
}

function objectIn(text: string): JsonObject | undefined {
  const found = /\{[\s\S]*\}/.exec(text)?.[0]
  return found === undefined ? undefined : jsonObject(new TextEncoder().encode(found))
}

type Cut = Pick<Spoken, 'text' | 'end' | 'stopSequence' | 'completionTokens'>

function cut(whole: string, { stops, maxTokens }: Prompt): Cut {
  const [found] = stops
    .filter((stop) => stop !== '' && whole.includes(stop))
    .sort((a, b) => whole.indexOf(a) - whole.indexOf(b))
  const stopped = found === undefined ? whole : whole.slice(0, whole.indexOf(found))
  if (maxTokens !== undefined && tokens(stopped) > maxTokens) {
    const text = stopped.slice(0, maxTokens * charactersPerToken)
    return { text, end: 'length', stopSequence: undefined, completionTokens: maxTokens }
  }
  const end = found === undefined ? 'stop' : 'stop-sequence'
  return { text: stopped, end, stopSequence: found, completionTokens: tokens(stopped) }
}
