// SPDX-License-Identifier: Apache-2.0
import { Packages } from './packages.ts'
import { nextId, type Constraint, type LandscapeState, type Package } from './state.ts'
import { compareVersions, satisfies } from './versions.ts'

/** What Ubuntu's archive has here. */
const archive: readonly (readonly [string, string, string])[] = [
  ['bash', '5.2.21-2ubuntu4', 'GNU Bourne Again SHell'],
  ['curl', '8.5.0-2ubuntu10.6', 'command line tool for transferring data with URL syntax'],
  ['firefox', '1:1snap1-0ubuntu5', 'Transitional package - firefox -> firefox snap'],
  ['libreoffice', '4:24.2.7-0ubuntu0.24.04.4', 'office productivity suite (metapackage)'],
  [
    'openssh-server',
    '1:9.6p1-3ubuntu13.9',
    'secure shell (SSH) server, for secure access from remote machines',
  ],
  ['postgresql', '16+257build1.1', 'object-relational SQL database (supported version)'],
  ['python3', '3.12.3-0ubuntu2', 'interactive high-level object-oriented language (default python3 version)'],
  ['vim', '2:9.1.0016-1ubuntu7.8', 'Vi IMproved - enhanced vi editor'],
]

/** The packages that computers have from the start. */
export const preinstalled = ['bash', 'curl', 'openssh-server', 'python3']

export function createPackages(lastIds: Map<string, number>): Packages {
  const packages = new Packages()
  for (const [name, version, summary] of archive) {
    packages.add({ id: nextId({ lastIds }, 'packages', 101), name, version, summary })
  }
  return packages
}

/**
 * The packages of a name, the newest first. The organization's own repository has every package whose name begins with
 * `eucora-`: it is published there by uploading it, for which Landscape has no API that a mock could watch.
 */
export function packagesNamed(state: LandscapeState, name: string): readonly Package[] {
  const known = publishedAs(state, name)
  return known.length === 0 && isOwn(name) ? [publish(state, name, firstVersion)] : known
}

/** The newest package that a constraint takes; 0 where there is none, which then cannot be installed. */
export function wanted(state: LandscapeState, { package: name, rule, version }: Constraint): number {
  const known = publishedAs(state, name).find((each) => satisfies(each.version, rule, version))
  if (known !== undefined) return known.id
  return isOwn(name) ? publish(state, name, version === '' ? firstVersion : version).id : 0
}

const firstVersion = '1.0.0'

function isOwn(name: string): boolean {
  return name.startsWith('eucora-')
}

function publishedAs({ packages }: LandscapeState, name: string): readonly Package[] {
  return packages.named(name).toSorted((left, right) => compareVersions(right.version, left.version))
}

function publish(state: LandscapeState, name: string, version: string): Package {
  const made = { id: nextId(state, 'packages', 101), name, version, summary: 'Published by the organization' }
  state.packages.add(made)
  return made
}
