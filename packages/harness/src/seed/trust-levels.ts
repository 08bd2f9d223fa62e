// SPDX-License-Identifier: Apache-2.0
import type { SeedRow } from './row.ts'

/** As migration evidence_store/0006 seeds them, with fixed dates. */
export const trustLevels: readonly SeedRow[] = [
  {
    model: 'evidence_store.trustmaturitylevel',
    pk: 1,
    fields: {
      level: 'LEVEL_0_BASELINE',
      description:
        'Baseline trust establishment phase. 100% CAB review for all deployments to establish incident baseline and validate risk scoring accuracy.',
      weeks_required: 0,
      max_incident_rate: '1.0000',
      max_p1_incidents: 99,
      max_p2_incidents: 99,
      risk_model_version: '1.1',
      auto_approve_thresholds: {
        NON_CRITICAL: 0,
        BUSINESS_CRITICAL: 0,
        PRODUCTIVITY_TOOLS: 0,
        CRITICAL_INFRASTRUCTURE: 0,
      },
      created_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.trustmaturitylevel',
    pk: 2,
    fields: {
      level: 'LEVEL_1_CAUTIOUS',
      description:
        'Cautious automation phase. Limited auto-approve for low-risk non-critical and productivity tool deployments with perfect risk scores.',
      weeks_required: 4,
      max_incident_rate: '0.0200',
      max_p1_incidents: 0,
      max_p2_incidents: 4,
      risk_model_version: '1.2',
      auto_approve_thresholds: {
        NON_CRITICAL: 30,
        BUSINESS_CRITICAL: 0,
        PRODUCTIVITY_TOOLS: 20,
        CRITICAL_INFRASTRUCTURE: 0,
      },
      created_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.trustmaturitylevel',
    pk: 3,
    fields: {
      level: 'LEVEL_2_MODERATE',
      description:
        'Moderate automation phase. Expanded auto-approve thresholds for proven low-incident deployment patterns. Business-critical apps with perfect scores eligible.',
      weeks_required: 4,
      max_incident_rate: '0.0100',
      max_p1_incidents: 0,
      max_p2_incidents: 1,
      risk_model_version: '1.3',
      auto_approve_thresholds: {
        NON_CRITICAL: 50,
        BUSINESS_CRITICAL: 10,
        PRODUCTIVITY_TOOLS: 35,
        CRITICAL_INFRASTRUCTURE: 0,
      },
      created_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.trustmaturitylevel',
    pk: 4,
    fields: {
      level: 'LEVEL_3_MATURE',
      description:
        'Mature automation phase. Risk model recalibrated based on 12 weeks of incident correlation data. Weights adjusted to optimize prediction accuracy.',
      weeks_required: 4,
      max_incident_rate: '0.0050',
      max_p1_incidents: 0,
      max_p2_incidents: 0,
      risk_model_version: '2.0',
      auto_approve_thresholds: {
        NON_CRITICAL: 65,
        BUSINESS_CRITICAL: 20,
        PRODUCTIVITY_TOOLS: 45,
        CRITICAL_INFRASTRUCTURE: 0,
      },
      created_at: '2025-06-02T08:00:00Z',
    },
  },
  {
    model: 'evidence_store.trustmaturitylevel',
    pk: 5,
    fields: {
      level: 'LEVEL_4_OPTIMIZED',
      description:
        'Optimized automation phase. Maximum safe automation based on sustained zero-incident operation. Continuous monitoring for regression.',
      weeks_required: 4,
      max_incident_rate: '0.0010',
      max_p1_incidents: 0,
      max_p2_incidents: 0,
      risk_model_version: '2.1',
      auto_approve_thresholds: {
        NON_CRITICAL: 75,
        BUSINESS_CRITICAL: 25,
        PRODUCTIVITY_TOOLS: 50,
        CRITICAL_INFRASTRUCTURE: 0,
      },
      created_at: '2025-06-02T08:00:00Z',
    },
  },
]
