// SPDX-License-Identifier: Apache-2.0
import { about, attachRoleRow, expect, test } from '../../../../src/playwright/index.ts'

test(
  'a row of the role matrix is attached',
  about({
    app: 'deployments',
    class: 'Auth',
    suite: 'matrix',
    rule: 'deployment-is-stored-as-sent',
    tags: ['@row'],
  }),
  async ({ anonymous }, testInfo) => {
    const answer = await anonymous.call('deployments.list', {})
    const cells = [{ role: 'anonymous', due: 403, got: answer.httpStatus }]
    await attachRoleRow(testInfo, { operation: 'deployments.list', source: 'the role table', cells })
    expect(answer).toBeRefused(403)
  },
)
