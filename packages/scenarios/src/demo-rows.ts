// SPDX-License-Identifier: Apache-2.0
import type { SeedRow } from '@eucora/harness'

interface Named {
  readonly id: string
  readonly app_name: string
  readonly version: string
  /** ISO 8601, UTC. */
  readonly created_at: string
}

/** A demo deployment for a stand-in of one's own, approved in ring LAB with a score of 7. */
export function demoDeploymentRow({ id, ...named }: Named, submitterKey: number): SeedRow {
  return {
    model: 'deployment_intents.deploymentintent',
    pk: 9_100_001,
    fields: {
      ...named,
      updated_at: named.created_at,
      correlation_id: id,
      target_ring: 'LAB',
      status: 'APPROVED',
      evidence_pack_id: id,
      risk_score: 7,
      requires_cab_approval: false,
      submitter: submitterKey,
      is_demo: true,
    },
  }
}

/** An uploaded pack for a stand-in of one's own, a demo pack or not, not validated. */
export function packRow(
  pk: number,
  { id, ...named }: Named,
  artifact_hash: string,
  is_demo: boolean,
): SeedRow {
  return {
    model: 'evidence_store.evidencepack',
    pk,
    fields: {
      ...named,
      updated_at: named.created_at,
      correlation_id: id,
      artifact_hash,
      artifact_path: `eucora-artifacts/artifacts/${named.app_name}/${named.version}/demo.msi`,
      sbom_data: {},
      vulnerability_scan_results: {},
      rollback_plan: '',
      is_validated: false,
      is_demo,
    },
  }
}
