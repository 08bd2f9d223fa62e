// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import { badField, geminiError } from './gemini-errors.ts'

const fields: readonly string[] = [
  'contents tools toolConfig safetySettings systemInstruction generationConfig cachedContent model',
  'serviceTier store',
].flatMap((row) => row.split(' '))

const configFields: readonly string[] = [
  'stopSequences responseMimeType responseSchema responseJsonSchema _responseJsonSchema responseModalities',
  'candidateCount maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty responseLogprobs',
  'logprobs enableEnhancedCivicAnswers speechConfig thinkingConfig imageConfig mediaResolution',
].flatMap((row) => row.split(' '))

/** What is wrong with the body of a request for content; undefined where nothing is. */
export function contentProblem(body: JsonObject): Response | undefined {
  const config = objectOf(body['generationConfig'])
  return (
    unknownField(body, fields, '') ??
    unknownField(config, configFields, 'generation_config') ??
    contentsProblem(body['contents']) ??
    configProblem(config)
  )
}

/** JSON of Google's APIs may name a field `maxOutputTokens` or `max_output_tokens`. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replaceAll(/(?<=[a-z])_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      verbatim.includes(name) ? each : camelCased(each),
    ]),
  )
}

/** Names in these are the caller's. */
const verbatim = [
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'parameters_json_schema',
  'responseSchema',
  'response_schema',
  'responseJsonSchema',
  'response_json_schema',
]

function unknownField(value: JsonObject, known: readonly string[], path: string): Response | undefined {
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown === undefined) return undefined
  const where = path === '' ? '' : ` at '${path}'`
  return badField(
    path,
    `Invalid JSON payload received. Unknown name "${unknown}"${where}: Cannot find field.`,
  )
}

function contentsProblem(contents: unknown): Response | undefined {
  const all = Array.isArray(contents) ? listOf(contents) : contents === undefined ? [] : [contents]
  if (all.length === 0) {
    return geminiError(400, '* GenerateContentRequest.contents: contents is not specified\n')
  }
  for (const [index, each] of all.entries()) {
    const { parts, role } = objectOf(each)
    if (listOf(parts).length === 0) {
      return geminiError(
        400,
        `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.\n`,
      )
    }
    if (role !== undefined && role !== 'user' && role !== 'model' && role !== 'function') {
      return geminiError(400, 'Please use a valid role: user, model.')
    }
  }
  return callOrder(all)
}

/** A function's response stands right behind the call, and answers each part of it. */
function callOrder(contents: readonly unknown[]): Response | undefined {
  for (const [index, content] of contents.entries()) {
    const responses = partsWith(content, 'functionResponse').length
    const calls = index === 0 ? 0 : partsWith(contents[index - 1], 'functionCall').length
    if (responses > 0 && responses !== calls) {
      return geminiError(
        400,
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      )
    }
  }
  return undefined
}

function partsWith(content: unknown, key: string): readonly unknown[] {
  return listOf(objectOf(content)['parts']).filter((part) => objectOf(part)[key] !== undefined)
}

function configProblem(config: JsonObject): Response | undefined {
  const temperature = numberOf(config['temperature'])
  if (temperature !== undefined && (temperature < 0 || temperature > 2)) {
    return geminiError(
      400,
      `* GenerateContentRequest.generation_config.temperature: temperature must be in the range [0.0, 2.0].\n`,
    )
  }
  const most = numberOf(config['maxOutputTokens'])
  if (most !== undefined && most < 1) {
    return geminiError(400, 'max_output_tokens must be positive.')
  }
  if (config['responseLogprobs'] === true) return geminiError(501, 'The mock does not model logprobs.')
  const modalities = listOf(config['responseModalities']).map(textOf)
  return modalities.some((each) => each !== 'TEXT')
    ? geminiError(501, `The mock does not model answers in ${modalities.join(', ')}.`)
    : undefined
}
