// SPDX-License-Identifier: Apache-2.0
import { http, type HttpHandler } from 'msw'
import { isHung } from './broken.ts'
import type { Plane } from './plane.ts'
import { expressionOf, type PlaneMethod } from './routes.ts'

const verbs = {
  GET: http.get,
  HEAD: http.head,
  POST: http.post,
  PUT: http.put,
  PATCH: http.patch,
  DELETE: http.delete,
} satisfies Record<PlaneMethod, unknown>

/** The routes of a plane as MSW handlers for a test's own process; `origin` as `https://graph.microsoft.com`. */
export function mswHandlers<S>(plane: Plane<S>, origin: string): readonly HttpHandler[] {
  const answer = async ({ request }: { readonly request: Request }) => {
    const response = await plane.respond(request, new Uint8Array(await request.clone().arrayBuffer()))
    return isHung(response) ? new Promise<never>(() => undefined) : response
  }
  const start = expressionOf(origin)
  return [
    ...plane.routes.map(({ method, path }) =>
      verbs[method](new RegExp(String.raw`^${start}${expressionOf(path)}(\?.*)?$`), answer),
    ),
    http.all(new RegExp(`^${start}/`), answer),
  ]
}
