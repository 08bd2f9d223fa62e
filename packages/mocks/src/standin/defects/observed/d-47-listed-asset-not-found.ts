// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** connectors/views.py:92,142 */
export const listedAssetNotFound: Defect = {
  id: 'D-47',
  rule: 'what-a-list-shows-can-be-read',
  summary: 'The id that the list of assets shows finds no asset.',
  operations: ['assets.get'],
  rules: { assetsAreFoundByListedId: false },
}
