// SPDX-License-Identifier: Apache-2.0

/** What the code takes or refuses beyond the schema, which says what a client should send. */
export interface CodedValues {
  /** Names of values that are taken although the schema does not have them. */
  readonly takes?: readonly string[]
  /** Names of values that are refused although the schema has them. */
  readonly refuses?: readonly string[]
  /** Answers to taken values that differ from the usual one, by name. */
  readonly answers?: Readonly<Record<string, string>>
  readonly source: string
}

const numbers = ['42', '4.5', '-1', '1e300']
const notJson = ['[]', '["a"]', '{}']

/** A view that stores the text of whatever Python holds for true. */
const textOfAnything: CodedValues = {
  takes: ['true', ...numbers, '["a"]'],
  refuses: ['NUL'],
  source: 'deployment_intents/views.py:26-103; D-39 (NUL)',
}

/** The REST framework's CharField makes text of numbers and trims it. */
const serializerText: CodedValues = {
  takes: numbers,
  refuses: ['blank', 'NUL'],
  source: 'backend contract: the serializers and their message catalogue',
}
const serializerTextOrBlank: CodedValues = { ...serializerText, refuses: ['NUL'] }

/** Text that the database stores, so that it cannot hold a NUL. */
const storedText: CodedValues = { refuses: ['NUL'], source: 'backend contract 2.6 (E); D-39' }

/** Python's int() of what was sent. */
const pythonInt: CodedValues = {
  takes: ['true', '4.5', '"42"'],
  refuses: ['1e300'],
  source: 'the views call int(); D-39',
}
const serializerInteger: CodedValues = {
  takes: ['"42"'],
  refuses: ['1e300'],
  source: 'the REST framework’s IntegerField; a column of 32 bits',
}

const falsyIsLeftOut = (takes: readonly string[], source: string): CodedValues => ({ takes, source })

const deployment = {
  app_name: textOfAnything,
  version: textOfAnything,
  evidence_pack_id: { takes: ['null'], source: 'rules: Small (none sent: as coded)' },
} satisfies Record<string, CodedValues>

const withPassword: CodedValues = {
  takes: ['null', 'true', ...numbers, ...notJson],
  source: 'authentication/views.py:27-157: not read where a password is sent',
}
/** Nobody is called by what is no text: the coded 401. */
const signInName: CodedValues = {
  takes: ['null', 'true', ...numbers, ...notJson],
  refuses: ['NUL'],
  source: 'authentication/views.py:27-157; D-40 (NUL)',
}
const rationale = { rationale: serializerText }
const demoCount: CodedValues = {
  takes: ['true', '4.5', '"42"'],
  answers: { most: '202' },
  source: 'core/views_demo.py: int()',
}

/** By operation and field; a field that does not stand here takes what its schema says. */
export const codedValues: Readonly<Record<string, Readonly<Record<string, CodedValues>>>> = {
  'deployments.create': deployment,
  'core.deployments.create': deployment,
  'admin.deployments.create': deployment,
  'policy.assess': {
    correlation_id: {
      takes: ['null', '42'],
      source: 'policy_engine/views.py:19-46; Python reads an integer as UUID',
    },
  },
  'policy.evaluate': {
    risk_score: { takes: ['true'], source: 'policy_engine/views.py:104-146: true is 1 to Python' },
  },
  'events.create': {
    correlation_id: { takes: ['42'], source: 'backend contract: POST events (int accepted too)' },
    event_data: {
      takes: ['true', ...numbers, 'empty', 'blank', 'text', '"42"', 'unicode', 'over-long', '[]', '["a"]'],
      source: 'backend contract: POST events (any JSON except null)',
    },
  },
  'cab.submit': {
    evidence_package_id: serializerText,
    risk_score: { takes: ['"42"'], source: 'the REST framework’s number fields read text' },
    notes: serializerTextOrBlank,
  },
  'cab.approve': rationale,
  'cab.reject': rationale,
  'cab.exceptions.create': {
    deployment_intent_id: serializerText,
    reason: serializerText,
    risk_justification: serializerText,
    expiry_days: { takes: ['"42"'], source: 'the REST framework’s number fields read text' },
  },
  'cab.exceptions.approve': rationale,
  'cab.exceptions.reject': rationale,
  'cab.legacy.approve': { comments: storedText },
  'cab.legacy.reject': { comments: storedText },
  'auth.login': {
    email: signInName,
    username: signInName,
    password: { refuses: ['left out', 'empty'], source: 'authentication/views.py:27-157; D-39 (no text)' },
    code: withPassword,
    redirect_uri: withPassword,
  },
  'evidence.upload': {
    sbom_data: {
      refuses: ['empty', 'blank', 'text', '"42"', 'NUL', 'unicode', 'over-long'],
      source: 'evidence_store/views.py:65-187: a JSON object as text',
    },
    vulnerability_scan_results: {
      refuses: ['empty', 'blank', 'text', 'NUL', 'unicode', 'over-long'],
      source: 'evidence_store/views.py:65-187: JSON as text',
    },
    artifact: {
      refuses: ['empty', 'blank', 'text', '"42"', 'NUL', 'unicode', 'over-long'],
      source: 'evidence_store/views.py:65-187: a file part',
    },
    app_name: storedText,
    version: storedText,
    rollback_plan: storedText,
  },
  'evidence.incidents.create': {
    deployment_intent_id: serializerText,
    evidence_package_id: serializerText,
    title: serializerText,
    description: serializerText,
    risk_model_version: serializerText,
    risk_score_at_approval: { refuses: ['-1', '1e300'], source: 'D-42 (0 to 100)' },
    cab_approval_id: serializerTextOrBlank,
    affected_user_count: serializerInteger,
    downtime_minutes: serializerInteger,
    business_impact_usd: {
      takes: ['empty', 'blank'],
      refuses: ['1e300'],
      source: 'evidence_store/models_p5_5.py: 12 digits; the REST framework reads blank text as null',
    },
  },
  'evidence.incidents.update': {
    root_cause: storedText,
    resolution_notes: storedText,
    preventability_notes: storedText,
    control_improvements: { refuses: ['null'], source: 'evidence_store/models_p5_5.py: not null' },
  },
  'evidence.maturity.evaluate': {
    current_level: falsyIsLeftOut(['null', 'empty', '[]', '{}'], 'evidence_store/api_views_p5_5.py:219-257'),
    evaluation_period_weeks: pythonInt,
  },
  'evidence.blastRadius.classify': {
    app_category: falsyIsLeftOut(['null', '[]', '{}'], 'blast_radius_classifier.py: falsy is none'),
    target_user_count: { takes: ['null', 'true', '4.5'], source: 'blast_radius_classifier.py: any number' },
    business_criticality: falsyIsLeftOut(['null', '[]', '{}'], 'blast_radius_classifier.py: falsy is none'),
    cmdb_data: falsyIsLeftOut(['null', 'empty', '[]'], 'blast_radius_classifier.py: falsy is none'),
  },
  'evidence.riskModels.activate': {
    cab_approval_notes: {
      takes: ['null', 'true', ...numbers, ...notJson],
      source: 'evidence_store/api_views_p5_5.py:422-463: not read',
    },
  },
  'connectors.deploy': {
    target_ring: {
      takes: ['blank', 'text', '"42"', 'NUL', 'unicode', 'over-long', 'a choice in other letters'],
      source: 'rules: Who may publish (it is compared with the deployment’s own, which is looked up first)',
    },
  },
  'ai.ask': { message: storedText },
  'ai.providers.configure': {
    model_name: storedText,
    api_key: {
      refuses: ['left out', 'empty', 'NUL'],
      source: 'ai_agents/views.py:57-156: a new provider needs one',
    },
    display_name: storedText,
    endpoint_url: storedText,
    max_tokens: pythonInt,
    temperature: { takes: ['true', '"42"'], source: 'ai_agents/views.py:57-156: float()' },
  },
  'ai.tasks.create': {
    title: storedText,
    description: storedText,
    task_type: storedText,
    input_data: { refuses: ['null'], source: 'ai_agents/models.py: not null' },
    conversation_id: {
      takes: ['null', '42', 'empty', '[]', '{}'],
      source: 'ai_agents/views.py:851-928: falsy is none, an integer is read as UUID',
    },
  },
  'ai.tasks.approve': { comment: storedText },
  'ai.tasks.reject': { reason: storedText },
  'ai.tasks.requestRevision': { feedback: storedText },
  'core.demo.setMode': {
    enabled: {
      takes: ['null', 'empty', 'blank', 'text', '"42"', 'NUL', 'unicode', 'over-long'],
      source: 'core/views_demo.py: text is on where it says so, else off',
    },
  },
  'core.demo.seed': {
    assets: demoCount,
    applications: demoCount,
    deployments: demoCount,
    users: { ...demoCount, answers: {} },
    events: demoCount,
    batch_size: { ...demoCount, answers: {} },
  },
}
