// SPDX-License-Identifier: Apache-2.0
import { submitFields } from '../../cab/submit.ts'
import type { Defect } from '../../defect.ts'
import { intOf } from '../../python-text.ts'
import { Refusal } from '../../reply.ts'
import { read } from '../../serializer.ts'

/** cab_workflow/services.py:89, evidence_store/models.py:60 */
export const intentLookedUpByKey: Defect = {
  id: 'D-41',
  rule: 'packages-name-their-deployment',
  summary:
    'Takes what a package names as an integer key only: another text is 400 in the ORM’s words, no such key 500.',
  operations: ['cab.submit'],
  request: (call) => {
    const input = read(call, submitFields, call.body.json())
    const evidence = call.state.evidencePackages.byId(input.evidence_package_id)
    if (evidence === undefined) return
    const pk = intOf(evidence.deploymentIntentId)
    if (pk === undefined) {
      const error = `Field 'id' expected a number but got '${evidence.deploymentIntentId}'.`
      throw new Refusal({ status: 400, body: { error } })
    }
    if (call.state.deployments.byPk(pk) === undefined) {
      throw new Refusal({ status: 500, body: { error: 'Internal server error' } })
    }
  },
}
