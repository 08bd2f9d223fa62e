// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'

/** evidence_store/models_p5_5.py: BlastRadiusClass, widest impact first. */
export const blastRadiusClasses = [
  'CRITICAL_INFRASTRUCTURE',
  'BUSINESS_CRITICAL',
  'PRODUCTIVITY_TOOLS',
  'NON_CRITICAL',
] as const
export const BlastRadiusClass = Type.Enum(blastRadiusClasses)
export type BlastRadiusClass = (typeof blastRadiusClasses)[number]

/** evidence_store/models_p5_5.py: DeploymentIncident, gravest first. */
export const severities = ['P1', 'P2', 'P3', 'P4'] as const
export const Severity = Type.Enum(severities)
export type Severity = (typeof severities)[number]

/** evidence_store/models_p5_5.py: DeploymentIncident */
export const detectionMethods = [
  'MONITORING_ALERT',
  'USER_REPORT',
  'CAB_REVIEW',
  'SECURITY_SCAN',
  'AUTOMATED_TEST',
] as const
export const DetectionMethod = Type.Enum(detectionMethods)
export type DetectionMethod = (typeof detectionMethods)[number]

/** evidence_store/models_p5_5.py: DeploymentIncident; empty while nothing resolved it. */
export const resolutionMethods = ['', 'ROLLBACK', 'HOTFIX', 'MANUAL_REMEDIATION', 'WORKAROUND'] as const
export const ResolutionMethod = Type.Enum(resolutionMethods)
export type ResolutionMethod = (typeof resolutionMethods)[number]

/** evidence_store/models_p5_5.py: TrustMaturityLevel, in the order in which they are reached. */
export const maturityLevels = [
  'LEVEL_0_BASELINE',
  'LEVEL_1_CAUTIOUS',
  'LEVEL_2_MODERATE',
  'LEVEL_3_MATURE',
  'LEVEL_4_OPTIMIZED',
] as const
export const MaturityLevel = Type.Enum(maturityLevels)
export type MaturityLevel = (typeof maturityLevels)[number]

/** evidence_store/models_p5_5.py: RiskModelVersion; each belongs to the maturity level at the same place. */
export const riskModelModes = [
  'GREENFIELD_CONSERVATIVE',
  'CAUTIOUS',
  'MODERATE',
  'MATURE',
  'OPTIMIZED',
] as const
export const RiskModelMode = Type.Enum(riskModelModes)
export type RiskModelMode = (typeof riskModelModes)[number]

/** Highest score that is approved without the CAB, for each class. */
export const Thresholds = Type.Record(Type.String(), Type.Number())
