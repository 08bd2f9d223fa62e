// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall } from '../plane/routes.ts'
import { graphError, graphJson, notModelled } from './answers.ts'
import { parseFilter, QueryError, type Row } from './filter.ts'

/** How a collection of Graph is answered. */
export interface CollectionOptions {
  /** `microsoft.graph.managedDevice`; messages of errors name it. */
  readonly type: string
  /** The properties that may be filtered and selected, beside those of the rows. */
  readonly properties?: readonly string[]
  /** How many rows a page has where the caller does not say. */
  readonly pageSize: number
  /** The most that a caller may ask for; more is cut to this. */
  readonly maxPageSize: number
}

const modelled = new Set(['$filter', '$select', '$top', '$skiptoken', '$count'])

/**
 * One page of a collection, with `@odata.nextLink` where there is more. `$filter`, `$select`, `$top`, `$count` and
 * `$skiptoken` are read; other query options are 501.
 */
export function collection<S>(
  call: PlaneCall<S>,
  rows: readonly Row[],
  options: CollectionOptions,
): Response {
  const query = call.url.searchParams
  const strange = [...query.keys()].find((name) => !modelled.has(name))
  if (strange !== undefined) return notModelled(call, `the query option ${strange}`)
  try {
    return graphJson(call, page(call, rows, options))
  } catch (error) {
    if (error instanceof QueryError) return graphError(call, 400, 'BadRequest', error.message)
    throw error
  }
}

/** One row with the properties that `$select` names. */
export function single<S>(call: PlaneCall<S>, row: Row, type: string): Response {
  try {
    return graphJson(call, selecting(call.url.searchParams, [row], { type, properties: [] })(row))
  } catch (error) {
    if (error instanceof QueryError) return graphError(call, 400, 'BadRequest', error.message)
    throw error
  }
}

function page<S>(
  { url }: PlaneCall<S>,
  rows: readonly Row[],
  { type, properties = [], pageSize, maxPageSize }: CollectionOptions,
): object {
  const query = url.searchParams
  const filter = query.get('$filter')
  const has = hasProperty(rows, properties)
  const found = filter === null ? rows : rows.filter(parseFilter(filter, type, has))
  const select = selecting(query, rows, { type, properties })
  const from = offsetOf(query.get('$skiptoken'))
  const to = from + Math.min(topOf(query.get('$top')) ?? pageSize, maxPageSize)
  return {
    '@odata.context': `${url.origin}/v1.0/$metadata#${url.pathname.replace(/^\/v1\.0\//, '')}`,
    ...(query.get('$count') === 'true' ? { '@odata.count': found.length } : {}),
    ...(to < found.length ? { '@odata.nextLink': linkTo(url, to) } : {}),
    value: found.slice(from, to).map(select),
  }
}

function selecting(
  query: URLSearchParams,
  rows: readonly Row[],
  { type, properties }: { readonly type: string; readonly properties: readonly string[] },
): (row: Row) => Row {
  const names = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
  if (names === undefined) return (row) => row
  const has = hasProperty(rows, properties)
  const strange = names.find((name) => !has(name))
  if (strange !== undefined && rows.length > 0) {
    throw new QueryError(`Could not find a property named '${strange}' on type '${type}'.`)
  }
  return (row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name === '@odata.type' || names.includes(name)))
}

function hasProperty(rows: readonly Row[], properties: readonly string[]): (name: string) => boolean {
  return (name) => properties.includes(name) || rows.some((row) => Object.hasOwn(row, name))
}

function topOf(text: string | null): number | undefined {
  if (text === null) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw new QueryError(
    `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
  )
}

function linkTo(url: URL, offset: number): string {
  const link = new URL(url)
  link.searchParams.set('$skiptoken', Buffer.from(`offset:${offset}`).toString('base64url'))
  // Graph writes the dollar signs of its options as they are.
  return link.href.replaceAll('%24', '$')
}

function offsetOf(token: string | null): number {
  if (token === null) return 0
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (offset === undefined) throw new QueryError('Skip token is not valid.')
  return Number(offset)
}
