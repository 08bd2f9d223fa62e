// SPDX-License-Identifier: Apache-2.0
import { rules, type RuleId } from '../contract/rules/index.ts'

/** The suites that a scenario can belong to. */
export const suites = ['api', 'integration', 'matrix'] as const
export type Suite = (typeof suites)[number]

/** What a scenario declares about itself. */
export interface About {
  /** The rule it tests, from the catalogue. */
  readonly rule: RuleId
  readonly app: string
  readonly class: string
  /** Default: `integration` for the app `integration`, else `api`. */
  readonly suite?: Suite
  readonly tags?: readonly string[]
}

/** What the reporter knows of a scenario. */
export interface ScenarioFacts {
  /** Stable as long as title, app and class are. */
  readonly id: string
  readonly suite: Suite
  readonly app: string
  readonly class: string
  readonly rule: string
}

interface Annotation {
  readonly type: string
  readonly description?: string
}

const kinds = ['id', 'suite', 'app', 'class', 'rule'] as const

export function factsOf(title: string, about: About): ScenarioFacts {
  const suite = about.suite ?? (about.app === 'integration' ? 'integration' : 'api')
  const id = [about.app, about.class, title].map(slug).join('/')
  return { id, suite, app: about.app, class: about.class, rule: about.rule }
}

/** Facts as Playwright's annotations, in which they reach its UI, its reports and our reporter. */
export function annotationsOf(facts: ScenarioFacts): { type: string; description: string }[] {
  const { source } = rules[knownRule(facts.rule)]
  return [
    ...kinds.map((type) => ({ type, description: facts[type] })),
    { type: 'source', description: source },
  ]
}

/** The facts back from annotations; undefined for a test that is no scenario. */
export function factsFrom(annotations: readonly Annotation[]): ScenarioFacts | undefined {
  const of = (kind: string) => annotations.find(({ type }) => type === kind)?.description
  const [id, suite, app, group, rule] = [
    of('id'),
    suites.find((each) => each === of('suite')),
    of('app'),
    of('class'),
    of('rule'),
  ]
  if (
    id === undefined ||
    suite === undefined ||
    app === undefined ||
    group === undefined ||
    rule === undefined
  ) {
    return undefined
  }
  return { id, suite, app, class: group, rule }
}

/** The rule's sentence and source, for whoever has to understand a failure. */
export function ruleText(rule: string): string {
  const { sentence, source } = rules[knownRule(rule)]
  return `${rule}: ${sentence}\nSource: ${source}`
}

function knownRule(id: string): RuleId {
  if (isRuleId(id)) return id
  throw new RangeError(`There is no rule "${id}" in the catalogue. Add it to contract/rules with its source.`)
}

function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(rules, id)
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
