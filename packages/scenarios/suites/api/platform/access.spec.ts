// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { coreMounts } from '../../../src/mounts.ts'

const inClass = { app: 'platform', class: 'Auth' } as const

for (const mount of coreMounts) {
  test(
    `${mount}: anonymous callers are told to sign in, whatever they ask for`,
    about({ ...inClass, rule: 'operations-need-a-session' }),
    async ({ anonymous }) => {
      const task = { params: { task_id: crypto.randomUUID() } }
      const breaker = { params: { service_name: 'no-such-service' } }

      const answers = [
        await anonymous.call(`${mount}.csrf.get`, {}),
        await anonymous.call(`${mount}.demo.stats`, {}),
        await anonymous.call(`${mount}.demo.mode`, {}),
        await anonymous.call(`${mount}.demo.setMode`, { body: { enabled: false } }),
        await anonymous.call(`${mount}.demo.seed`, { body: {} }),
        await anonymous.call(`${mount}.demo.clear`, {}),
        await anonymous.call(`${mount}.tasks.status`, task),
        await anonymous.call(`${mount}.tasks.revoke`, { ...task, body: {} }),
        await anonymous.call(`${mount}.circuitBreakers.reset`, breaker),
      ]

      for (const answer of answers) {
        const { error } = answered(answer, 403)
        expect(error).toBe('Authentication credentials were not provided.')
      }
    },
  )

  test(
    `${mount}: nothing is changed without the session's CSRF token`,
    about({ ...inClass, rule: 'change-needs-csrf-token' }),
    async ({ as, given }) => {
      const staff = await as('staff')
      const headers = { 'x-csrftoken': null }
      const task = { task_id: crypto.randomUUID() }
      const breaker = { service_name: 'no-such-service' }

      const answers = [
        await staff.send(`${mount}.deployments.create`, { body: given.lowRisk(), headers }),
        await staff.send(`${mount}.demo.setMode`, { body: { enabled: false }, headers }),
        await staff.send(`${mount}.demo.seed`, { body: { assets: 'many' }, headers }),
        await staff.send(`${mount}.demo.clear`, { headers }),
        await staff.send(`${mount}.tasks.revoke`, { params: task, body: {}, headers }),
        await staff.send(`${mount}.circuitBreakers.reset`, { params: breaker, headers }),
      ]

      for (const answer of answers) expect(answer).toBeRefused(403)
    },
  )
}
