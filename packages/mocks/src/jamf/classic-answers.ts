// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall } from '../plane/routes.ts'
import { escapeXml } from '../s3/xml.ts'

/** What the Classic API answers: an object, a text, or a list whose rows have a name of their own in XML. */
export type ClassicValue = string | number | boolean | ClassicObject | ClassicRow | ClassicList

export interface ClassicObject {
  readonly [name: string]: ClassicValue
}

/** An object without others in it, whose JSON is made once. */
export class ClassicRow {
  readonly values: Readonly<Record<string, string | number | boolean>>
  #json: string | undefined

  constructor(values: ClassicRow['values']) {
    this.values = values
  }

  get json(): string {
    return (this.#json ??= JSON.stringify(this.values))
  }
}

/** In XML a list may begin with its size. In JSON it is an array. */
export class ClassicList {
  readonly item: string
  readonly rows: readonly ClassicValue[]
  readonly sized: boolean

  constructor(item: string, rows: readonly ClassicValue[], sized = true) {
    this.item = item
    this.rows = rows
    this.sized = sized
  }
}

/** An answer under its root's name: XML, or JSON where a GET asks for that. */
export function classicAnswer<S>(
  { request }: PlaneCall<S>,
  root: string,
  value: ClassicValue,
  status = 200,
): Response {
  const accept = request.headers.get('accept') ?? ''
  if (request.method === 'GET' && accept.includes('application/json')) {
    const headers = { 'Content-Type': 'application/json' }
    return new Response(`{${JSON.stringify(root)}:${jsonOf(value)}}`, { status, headers })
  }
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${xmlOf(root, value)}`, {
    status,
    headers: { 'Content-Type': 'application/xml' },
  })
}

function xmlOf(name: string, value: ClassicValue): string {
  if (value instanceof ClassicList) {
    const rows = value.rows.map((row) => xmlOf(value.item, row)).join('')
    return wrapped(name, value.sized ? `${xmlOf('size', value.rows.length)}${rows}` : rows)
  }
  if (value instanceof ClassicRow) return xmlOf(name, value.values)
  if (typeof value !== 'object') return wrapped(name, escapeXml(String(value)))
  const parts = Object.entries(value).map(([each, inner]) => xmlOf(each, inner))
  return wrapped(name, parts.join(''))
}

function wrapped(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

function jsonOf(value: ClassicValue): string {
  if (value instanceof ClassicRow) return value.json
  if (value instanceof ClassicList) return `[${value.rows.map(jsonOf).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${jsonOf(each)}`)
  return `{${parts.join(',')}}`
}

const sentences: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Bad Request', 'The request could not be understood by the server due to malformed syntax'],
  401: ['Unauthorized', 'The request requires user authentication'],
  403: ['Forbidden', 'The server understood the request, but is refusing to fulfill it'],
  404: ['Not Found', 'The server has not found anything matching the request URI'],
  409: [
    'Conflict',
    'The request could not be completed due to a conflict with the current state of the resource',
  ],
  415: [
    'Unsupported Media Type',
    'The server is refusing to service the request because the entity of the request is in a format not supported by the requested resource for the requested method',
  ],
  500: [
    'Internal Server Error',
    'The server encountered an unexpected condition which prevented it from fulfilling the request',
  ],
  503: [
    'Service Unavailable',
    'The server is currently unable to handle the request due to a temporary overloading or maintenance of the server',
  ],
}

/** An error of the Classic API: a page for people. Default sentence: the one of the status. */
export function statusPage(status: number, sentence?: string): Response {
  const [reason, usual] = sentences[status] ?? ['Error', `The server answered ${status}`]
  const section = `sec10.${status < 500 ? 4 : 5}.${(status % 100) + 1}`
  const page = [
    '<html>',
    '<head>',
    '   <title>Status page</title>',
    '</head>',
    '<body style="font-family: sans-serif;">',
    `<p style="font-size: 1.2em;font-weight: bold;margin: 1em 0px;">${reason}</p>`,
    `<p>${escapeXml(sentence ?? usual)}</p>`,
    `<p>You can get technical details <a href="http://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#${section}">here</a>.<br>`,
    'Please continue your visit at our <a href="/">home page</a>.',
    '</p>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
  const headers = new Headers({ 'Content-Type': 'text/html;charset=UTF-8' })
  if (status === 401) {
    headers.set('WWW-Authenticate', 'Basic realm="Restful JSS Access -- Please supply your credentials"')
  }
  return new Response(page, { status, headers })
}

/** A conflict in the words of the Classic API: `Error: Duplicate name`. */
export function conflict(problem: string): Response {
  return statusPage(409, `Error: ${problem}`)
}

export function classicFailure(failure: number | 'expired-token'): Response {
  return statusPage(failure === 'expired-token' ? 401 : failure)
}
