// SPDX-License-Identifier: Apache-2.0
import {
  HarnessError,
  sideBySide,
  type Actor,
  type LoadSetUp,
  type SettingUpLoad,
} from '@eucora/harness/load'
import { cabPackages, cabRows, mostPerShare, sharesOf, submittedPerShare } from './cab-packages.ts'
import { readBackCab } from './cab-read-back.ts'
import type { CabData } from './cab-shares.ts'

/** Establishes what the reviewers need: packages, and so many requests that wait for them. */
export async function setUpCab(setting: SettingUpLoad): Promise<LoadSetUp> {
  const { profile, form, batch, seed, say } = setting
  const packages = cabPackages(profile, form, batch)
  const shares = sharesOf(profile)
  const { min = 0, max = 0 } = profile.levels?.[0] ?? {}
  if (seed) {
    say(`Seeding ${packages.length.toLocaleString('en')} evidence packages …`)
    await seed(cabRows(profile, form, batch))
  }
  const submitter = await setting.signIn('submitter')
  const reviewer = await setting.signIn('cab_member')
  const first = packages.slice(0, shares * submittedPerShare)
  say(`Submitting ${first.length} of them …`)
  await sideBySide(first, 4, ({ id }) => submit(submitter, id))
  const pending = await countPending(reviewer)
  if (pending < min || pending > max) {
    throw new HarnessError(
      'preconditions',
      `${pending} requests wait for the CAB, and ${min} to ${max} must`,
      'Decide what waits there, or use a fresh database',
    )
  }
  const data: CabData = {
    session: submitter.session ?? { cookie: '', csrfToken: '' },
    shares,
    firstPk: packages[0]?.deploymentPk ?? 0,
    packages: packages.map(({ id }) => id),
    submittedPerShare,
    mostPerShare,
    mostPending: max,
  }
  return {
    data,
    established: [
      `${packages.length.toLocaleString('en')} evidence packages are there (batch ${batch}), one for each decision that can be taken.`,
      `${pending} requests waited for a decision when the load began.`,
    ],
    readBack: (reading) => readBackCab({ reviewer, packages, submittedBefore: first.length, reading }),
  }
}

async function submit(submitter: Actor, id: string): Promise<void> {
  const body = { evidence_package_id: id, risk_score: 50.01 }
  const answer = await submitter.call('cab.submit', { body })
  if (answer.status === 201 && answer.body.status === 'submitted') return
  const told = answer.status === 404 ? 'is not there' : `cannot be submitted (${answer.httpStatus})`
  throw new HarnessError(
    'preconditions',
    `The evidence package ${id} ${told}`,
    'Give the backend packages that no run has used: `npm run load -- cab --write-fixture FILE --batch N`, load the file with loaddata, and run with the same --batch N',
  )
}

async function countPending(reviewer: Actor): Promise<number> {
  const answer = await reviewer.call('cab.pending', { query: {} })
  if (answer.status === 200) return answer.body.count
  throw new HarnessError(
    'preconditions',
    `The requests that wait cannot be listed: cab.pending answered ${answer.httpStatus}`,
    'Check what the load users may read',
  )
}
