// SPDX-License-Identifier: Apache-2.0
import {
  choiceField,
  flagField,
  keyField,
  nameField,
  numberField,
  textField,
  variablesField,
  type Field,
} from './fields.ts'
import type { Row } from './filter.ts'
import { inventories, links, organizations, related } from './inventory.ts'
import { jobUrl } from './job-row.ts'
import { playbooksOf, projects } from './projects.ts'
import { brief, inUse, searchableOf, urlOf, type Resource } from './resource.ts'
import { isoOrNull, numberIn, type AwxState, type Job, type Thing } from './state.ts'

/** Which field of a template lets a launch give another value, by the name of what is given. */
export const askedBy = {
  scm_branch: 'ask_scm_branch_on_launch',
  diff_mode: 'ask_diff_mode_on_launch',
  extra_vars: 'ask_variables_on_launch',
  limit: 'ask_limit_on_launch',
  job_tags: 'ask_tags_on_launch',
  skip_tags: 'ask_skip_tags_on_launch',
  job_type: 'ask_job_type_on_launch',
  verbosity: 'ask_verbosity_on_launch',
  inventory: 'ask_inventory_on_launch',
  credentials: 'ask_credential_on_launch',
  execution_environment: 'ask_execution_environment_on_launch',
  labels: 'ask_labels_on_launch',
  forks: 'ask_forks_on_launch',
  job_slice_count: 'ask_job_slice_count_on_launch',
  timeout: 'ask_timeout_on_launch',
  instance_groups: 'ask_instance_groups_on_launch',
} as const

const askFields: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.values(askedBy).map((name) => [name, flagField()]),
)

export const labels: Resource = {
  type: 'label',
  path: 'labels',
  model: 'Label',
  fields: { name: nameField, organization: keyField((state) => state.organizations, { needed: true }) },
  table: (state) => state.labels,
  check: (state, values, existing) => {
    for (const label of state.labels.values()) {
      const same =
        label.values['name'] === values['name'] && label.values['organization'] === values['organization']
      if (same && label !== existing) {
        return { __all__: ['Label with this Name and Organization already exists.'] }
      }
    }
    return undefined
  },
  related: (_state, label) => ({ organization: urlOf(organizations, numberIn(label, 'organization')) }),
  summary: (state, label) => ({
    organization: brief(state.organizations.get(numberIn(label, 'organization'))),
  }),
  relations: (state, label) => ({
    organization: () => related(organizations, state, numberIn(label, 'organization')),
  }),
}

export const jobTemplates: Resource = {
  type: 'job_template',
  path: 'job_templates',
  model: 'JobTemplate',
  sequence: 'unified_job_templates',
  fields: {
    name: nameField,
    description: textField(),
    job_type: choiceField(['run', 'check'], 'run'),
    inventory: keyField((state) => state.inventories),
    project: keyField((state) => state.projects),
    playbook: textField('', 1024),
    scm_branch: textField('', 1024),
    forks: numberField(),
    limit: textField(),
    verbosity: choiceField([0, 1, 2, 3, 4, 5], 0),
    extra_vars: variablesField,
    job_tags: textField(),
    force_handlers: flagField(),
    skip_tags: textField('', 1024),
    start_at_task: textField('', 1024),
    timeout: numberField(0, Number.NEGATIVE_INFINITY),
    use_fact_cache: flagField(),
    host_config_key: textField('', 1024),
    ...askFields,
    survey_enabled: flagField(),
    become_enabled: flagField(),
    diff_mode: flagField(),
    allow_simultaneous: flagField(),
    job_slice_count: numberField(1),
    webhook_service: choiceField(['', 'github', 'gitlab', 'bitbucket_dc'], ''),
    prevent_instance_group_fallback: flagField(),
  },
  table: (state) => state.jobTemplates,
  check: (state, values, existing) => checkTemplate(state, values, existing),
  related: (state, template) => {
    const last = lastJob(state, template)
    const [inventory, project] = [numberIn(template, 'inventory'), numberIn(template, 'project')]
    return {
      ...links('job_templates', template.id, ['jobs', 'launch', 'labels']),
      ...(inventory === 0 ? {} : { inventory: urlOf(inventories, inventory) }),
      ...(project === 0 ? {} : { project: urlOf(projects, project) }),
      ...(last === undefined ? {} : { last_job: jobUrl(last) }),
      ...(last !== undefined && state.active.has(last) ? { current_job: jobUrl(last) } : {}),
    }
  },
  summary: (state, template) => {
    const own = labelsOf(state, template)
    return {
      inventory: brief(state.inventories.get(numberIn(template, 'inventory'))),
      project: brief(state.projects.get(numberIn(template, 'project'))),
      organization: brief(state.organizations.get(organizationIdOf(state, template.values) ?? 0)),
      labels: { count: own.length, results: own.map(brief) },
      recent_jobs: jobsOf(state, template).toReversed().slice(0, 10).map(recent),
      credentials: [],
    }
  },
  derived: (state, template) => {
    const last = lastJob(state, template)
    return {
      organization: organizationIdOf(state, template.values),
      last_job_run: isoOrNull(last?.finishedMs ?? null),
      last_job_failed: last?.status === 'failed' || last?.status === 'canceled',
      next_job_run: null,
      status: last?.status ?? 'never updated',
      execution_environment: null,
      custom_virtualenv: null,
      webhook_credential: null,
    }
  },
  relations: (state, template) => ({
    inventory: () => related(inventories, state, numberIn(template, 'inventory')),
    project: () => related(projects, state, numberIn(template, 'project')),
    labels: () => labelsOf(state, template).map((label) => searchableOf(labels, state, label)),
  }),
  undeletable: ({ state }, template) => inUse(state, (job) => job.template === template),
  deleted: (state, { id }) => {
    state.templateLabels.delete(id)
  },
}

function checkTemplate(state: AwxState, values: Row, existing: Thing | undefined) {
  const project = state.projects.get(Number(values['project']))
  if (project === undefined) return { project: ['Job Templates must have a project assigned.'] }
  if (values['inventory'] === null && values['ask_inventory_on_launch'] !== true) {
    return { inventory: ['You must either set a default value or ask to prompt on launch.'] }
  }
  const playbook = values['playbook']
  if (playbook === '') return { playbook: ['Must select playbook for project.'] }
  if (!playbooksOf(state, project).some((each) => each === playbook)) {
    return { playbook: ['Playbook not found for project.'] }
  }
  if (values['scm_branch'] !== '' && project.values['allow_override'] !== true) {
    return { scm_branch: ['Project does not allow overriding branch.'] }
  }
  const organization = organizationIdOf(state, values)
  const isTaken = state.jobTemplates
    .named(values['name'])
    .some((other) => other !== existing && organizationIdOf(state, other.values) === organization)
  return isTaken
    ? { __all__: ['JobTemplate with this (name, organization) combination already exists.'] }
    : undefined
}

/** A template is in its project's organization. */
export function organizationIdOf(state: AwxState, values: Row): number | null {
  const organization = state.projects.get(Number(values['project']))?.values['organization']
  return typeof organization === 'number' ? organization : null
}

export function labelsOf(state: AwxState, template: Thing): readonly Thing[] {
  const ids = state.templateLabels.get(template.id) ?? new Set<number>()
  return [...state.labels.values()].filter(({ id }) => ids.has(id))
}

/** The runs of a template, the oldest first. */
export function jobsOf(state: AwxState, template: Thing): readonly Job[] {
  return state.jobsOf.get(template) ?? []
}

function lastJob(state: AwxState, template: Thing): Job | undefined {
  return jobsOf(state, template).at(-1)
}

function recent({ id, status, finishedMs, canceledMs }: Job): Row {
  return { id, status, finished: isoOrNull(finishedMs), canceled_on: isoOrNull(canceledMs), type: 'job' }
}
