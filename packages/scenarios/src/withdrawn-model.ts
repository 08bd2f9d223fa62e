// SPDX-License-Identifier: Apache-2.0

/** The model that fixtures/seed.json has in force, no longer so: a row for a stand-in of one's own. */
export const withdrawnModel = {
  model: 'policy_engine.riskmodel',
  pk: 1,
  fields: {
    version: 'v1.0',
    factors: [{ name: 'Blast Radius', weight: 1, rubric: {} }],
    threshold: 50,
    is_active: false,
    description: 'Withdrawn',
    created_at: '2025-06-02T08:00:00Z',
    updated_at: '2025-06-02T08:00:00Z',
  },
}
