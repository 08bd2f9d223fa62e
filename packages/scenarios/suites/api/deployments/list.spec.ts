// SPDX-License-Identifier: Apache-2.0
import { demoDeploymentRow } from '../../../src/demo-rows.ts'
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'deployments', class: 'List' } as const

test(
  'the list shows the newest deployment first',
  about({ ...inClass, rule: 'list-is-newest-first' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const older = await given.deployment(submitter, given.highRisk({ target_ring: 'DEPARTMENT' }))
    const newer = await given.deployment(submitter, given.highRisk({ target_ring: 'DEPARTMENT' }))

    const { deployments } = answered(
      await submitter.call('deployments.list', { query: { ring: 'DEPARTMENT' } }),
      200,
    )

    const mine = deployments
      .map(({ correlation_id }) => correlation_id)
      .filter((id) => id === older.correlation_id || id === newer.correlation_id)
    expect(mine).toEqual([newer.correlation_id, older.correlation_id])
    const instants = deployments.map(({ created_at }) => Date.parse(created_at))
    expect(instants).toEqual(instants.toSorted((a, b) => b - a))
  },
)

test(
  'a row of the list shows what the record shows',
  about({ ...inClass, rule: 'list-shows-the-record' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const created = await given.deployment(submitter, given.highRisk())

    const { deployments } = answered(
      await submitter.call('deployments.list', { query: { status: 'AWAITING_CAB', ring: 'GLOBAL' } }),
      200,
    )
    const record = answered(
      await submitter.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )

    expect(deployments.filter(({ correlation_id }) => correlation_id === created.correlation_id)).toEqual([
      {
        correlation_id: created.correlation_id,
        app_name: created.sent.app_name,
        version: created.sent.version,
        target_ring: 'GLOBAL',
        status: 'AWAITING_CAB',
        risk_score: created.risk_score,
        created_at: record.created_at,
      },
    ])
  },
)

test(
  'a list filtered by status shows the deployments of that status and no others',
  about({ ...inClass, rule: 'list-filters-by-status' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const waiting = await given.deployment(submitter, given.highRisk({ target_ring: 'PILOT' }))
    const approved = await given.deployment(submitter, given.lowRisk({ target_ring: 'PILOT' }))

    const { deployments } = answered(
      await submitter.call('deployments.list', { query: { status: 'AWAITING_CAB' } }),
      200,
    )

    const ids = deployments.map(({ correlation_id }) => correlation_id)
    expect(ids).toContain(waiting.correlation_id)
    expect(ids).not.toContain(approved.correlation_id)
    expect(new Set(deployments.map(({ status }) => status))).toEqual(new Set(['AWAITING_CAB']))
  },
)

test(
  'a list filtered by ring shows the deployments of that ring and no others',
  about({ ...inClass, rule: 'list-filters-by-ring' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const inPilot = await given.deployment(submitter, given.highRisk({ target_ring: 'PILOT' }))
    const inLab = await given.deployment(submitter, given.highRisk({ target_ring: 'LAB' }))

    const { deployments } = answered(
      await submitter.call('deployments.list', { query: { ring: 'PILOT' } }),
      200,
    )

    const ids = deployments.map(({ correlation_id }) => correlation_id)
    expect(ids).toContain(inPilot.correlation_id)
    expect(ids).not.toContain(inLab.correlation_id)
    expect(new Set(deployments.map(({ target_ring }) => target_ring))).toEqual(new Set(['PILOT']))
  },
)

test(
  'the list shows the newest 100 deployments and no more',
  // Nobody else creates deployments there meanwhile.
  about({ ...inClass, rule: 'list-is-cut-at-100', alone: true }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const created: string[] = []
    for (let count = 0; count < 101; count += 1) {
      const { correlation_id } = await given.deployment(submitter, given.lowRisk({ target_ring: 'CANARY' }))
      created.push(correlation_id)
    }

    const { deployments } = answered(
      await submitter.call('deployments.list', { query: { ring: 'CANARY' } }),
      200,
    )

    expect(deployments.map(({ correlation_id }) => correlation_id)).toEqual(created.slice(1).reverse())
  },
)

test(
  'applications group deployments by name and version, the newest version first',
  about({ ...inClass, rule: 'applications-group-deployments' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const first = await given.deployment(submitter, given.lowRisk({ version: '1.0' }))
    const { app_name } = first.sent
    const second = await given.deployment(submitter, given.lowRisk({ app_name, version: '2.0' }))
    const third = await given.deployment(submitter, given.highRisk({ app_name, version: '2.0' }))
    const sequel = await given.deployment(submitter, given.lowRisk({ app_name: `${app_name}-sequel` }))
    await given.deployment(submitter, given.lowRisk())
    const applications = async (query: { readonly status?: string; readonly ring?: string }) => {
      const answer = await submitter.call('deployments.applications', {
        query: { app_name: app_name.toUpperCase(), ...query },
      })
      return answered(answer, 200).applications
    }
    const recorded = async ({ correlation_id }: typeof first) => {
      const read = answered(await submitter.call('deployments.get', { params: { correlation_id } }), 200)
      const { target_ring, status, risk_score, requires_cab_approval, created_at } = read
      return { correlation_id, target_ring, status, risk_score, requires_cab_approval, created_at }
    }

    const [oldest, older, newest, other] = [
      await recorded(first),
      await recorded(second),
      await recorded(third),
      await recorded(sequel),
    ]

    expect(await applications({})).toEqual([
      {
        app_name,
        latest_version: '2.0',
        deployment_count: 3,
        versions: [
          { version: '2.0', latest_created_at: newest.created_at, deployments: [newest, older] },
          { version: '1.0', latest_created_at: oldest.created_at, deployments: [oldest] },
        ],
      },
      {
        app_name: sequel.sent.app_name,
        latest_version: sequel.sent.version,
        deployment_count: 1,
        versions: [
          { version: sequel.sent.version, latest_created_at: other.created_at, deployments: [other] },
        ],
      },
    ])
    const onlyNewest = [
      {
        app_name,
        latest_version: '2.0',
        deployment_count: 1,
        versions: [{ version: '2.0', latest_created_at: newest.created_at, deployments: [newest] }],
      },
    ]
    expect(await applications({ status: 'AWAITING_CAB' })).toEqual(onlyNewest)
    expect(await applications({ ring: 'GLOBAL' })).toEqual(onlyNewest)
  },
)

test(
  'demo deployments are left out unless they are asked for, alone or with the others',
  about({ ...inClass, rule: 'lists-filter-as-asked', alone: true }),
  async ({ as, faker, given, standIn }) => {
    const submitter = await as('submitter')
    const own = await given.deployment(submitter)
    const { app_name } = own.sent
    const demo = { id: faker.string.uuid(), app_name, version: '0.1', created_at: new Date().toISOString() }
    await standIn.seed([demoDeploymentRow(demo, submitter.user?.id ?? 0)])
    const listed = async (include_demo?: string) => {
      const query = include_demo === undefined ? {} : { include_demo }
      const { deployments } = answered(await submitter.call('deployments.list', { query }), 200)
      const found = await submitter.call('deployments.applications', { query: { app_name, ...query } })
      const { applications } = answered(found, 200)
      return {
        list: deployments
          .filter((row) => row.app_name === app_name)
          .map(({ correlation_id }) => correlation_id),
        applications: applications.flatMap(({ versions }) =>
          versions.flatMap(({ deployments: rows }) => rows.map(({ correlation_id }) => correlation_id)),
        ),
      }
    }
    const each = (...ids: readonly string[]) => ({ list: ids, applications: ids })

    expect(await listed()).toEqual(each(own.correlation_id))
    expect(await listed('false')).toEqual(each(own.correlation_id))
    expect(await listed('true')).toEqual(each(demo.id))
    expect(await listed('all')).toEqual(each(demo.id, own.correlation_id))
  },
)
