// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contract } from '@eucora/harness/contract'

/** The root of the repository. */
export const root = join(import.meta.dirname, '..', '..', '..')

/** Where a file exports operations by their ids: those that describe them, and those that answer them. */
const folders = ['packages/harness/src/contract', 'packages/mocks/src/standin/operations']
/** It gathers what the others export. */
const registry = 'index.ts'

const suite = /^packages\/scenarios\/suites\/api\/([^/]+)\//
/** Imports of values, which are code of the one who imports them; types are none at run time. */
const imported = /^(?:import|export)\s(?!type\b)[^'"]*?from '(\.[^']+)'/gm

/**
 * The operations whose code is among these files of the repository: the file that describes an operation, the one that
 * answers it, what those import of their package at whatever depth, and the API suite of its app. A file of anything
 * else (the outside systems, defects, the harness itself, the other suites) belongs to no operation.
 */
export async function operationsOfFiles(files: readonly string[]): Promise<readonly string[]> {
  const changed = new Set(files)
  const ofSuites = files.flatMap((file) => operationsOfSuite(suite.exec(file)?.[1]))
  const ofCode = await Promise.all(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && name !== registry)
        .map((name) => `${folder}/${name}`)
        .filter((file) => [...codeOf(file)].some((each) => changed.has(each)))
        .map(operationsIn),
    ),
  )
  return [...new Set([...ofSuites, ...ofCode.flat()])].toSorted()
}

/** The folder of an app has its name; all that have no folder of their own are in `platform`. */
function operationsOfSuite(folder: string | undefined): readonly string[] {
  if (folder === undefined) return []
  if (folder !== 'platform') return Object.keys(contract).filter((id) => appOf(id) === folder)
  const apps = readdirSync(join(root, 'packages/scenarios/suites/api'))
  return Object.keys(contract).filter((id) => !apps.includes(appOf(id)))
}

function appOf(id: string): string {
  return id.slice(0, id.indexOf('.'))
}

async function operationsIn(file: string): Promise<readonly string[]> {
  const exported: unknown = await import(pathToFileURL(join(root, file)).href)
  return entriesOf(exported)
    .flatMap(([, value]) => entriesOf(value))
    .map(([id]) => id)
    .filter((id) => Object.hasOwn(contract, id))
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function codeOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const folder = dirname(join(root, file))
  for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(imported)) {
    codeOf(relative(root, join(folder, path)).replaceAll('\\', '/'), seen)
  }
  return seen
}
