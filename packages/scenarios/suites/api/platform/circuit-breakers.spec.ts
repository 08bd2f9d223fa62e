// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { coreMounts } from '../../../src/mounts.ts'

for (const mount of coreMounts) {
  test(
    `${mount}: each circuit breaker reads as the list of the 18 shows it, each time it is read`,
    about({ app: 'platform', class: 'Retrieve', rule: 'answers-tell-what-is-stored' }),
    async ({ as }) => {
      const user = await as('user')
      const { breakers, summary } = answered(await user.call(`${mount}.circuitBreakers.list`, {}), 200)
      const open = Object.values(breakers).filter(({ opened }) => opened).length
      const read = async (service_name: string) =>
        answered(await user.call(`${mount}.circuitBreakers.get`, { params: { service_name } }), 200)

      expect(Object.keys(breakers)).toHaveLength(18)
      expect(summary).toEqual({ total: 18, open, closed: 18 - open })
      for (const service of ['intune', 'database']) {
        const shown = { service, ...breakers[service] }
        expect(await read(service)).toEqual(shown)
        expect(await read(service)).toEqual(shown)
      }
    },
  )

  test(
    `${mount}: staff close a circuit breaker by name, which is closed afterwards`,
    about({ app: 'platform', class: 'CRUD', rule: 'answers-tell-what-is-stored', alone: true }),
    async ({ as }) => {
      const staff = await as('staff')
      const params = { service_name: 'jamf' }

      const reset = answered(await staff.call(`${mount}.circuitBreakers.reset`, { params }), 200)

      const message = 'Circuit breaker for jamf has been reset to closed state'
      expect(reset).toEqual({ service: 'jamf', status: 'reset', message })
      const { state, fail_counter, opened } = answered(
        await staff.call(`${mount}.circuitBreakers.get`, { params }),
        200,
      )
      expect({ state, fail_counter, opened }).toEqual({ state: 'closed', fail_counter: 0, opened: false })
    },
  )
}
