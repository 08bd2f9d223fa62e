// SPDX-License-Identifier: Apache-2.0
import { onTestFinished } from 'vitest'
import { definePlane, type PlaneStart } from '../../src/plane/plane.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'

/** Keeps notes, makes ids, and streams three events. */
export function notebook(start: PlaneStart = {}) {
  return definePlane({
    name: 'notebook',
    ...start,
    createState: ({ random }) => ({ firstId: random.uuid(), notes: [''].slice(1) }),
    actions: {
      write: (input, { state }) => {
        state.notes.push(String(input))
      },
      count: (_input, { state, clock }) => ({ count: state.notes.length, nowMs: clock.nowMs() }),
    },
    failure: (_call, failure) => {
      const status = failure === 'expired-token' ? 401 : failure
      return Response.json({ code: failure }, { status, headers: { 'Retry-After': '7' } })
    },
    routes: [
      { method: 'GET', path: '/notes', answer: ({ state }) => Response.json({ notes: state.notes }) },
      {
        method: 'POST',
        path: '/notes/{name}',
        answer: ({ state, params, random, clock }) => {
          state.notes.push(params['name'] ?? '')
          return Response.json({ id: random.uuid(), atMs: clock.nowMs() }, { status: 201 })
        },
      },
      { method: 'DELETE', path: '/notes', answer: () => new Response(null, { status: 204 }) },
      {
        method: 'GET',
        path: '/events',
        answer: () =>
          new Response('data: 1\n\ndata: 2\n\ndata: 3\n\n', {
            headers: { 'Content-Type': 'text/event-stream' },
          }),
      },
    ],
  })
}

export async function servedNotebook(start: PlaneStart = {}) {
  const plane = notebook(start)
  const { url, close } = await servePlane(plane, { control: true })
  onTestFinished(close)
  return { plane, url }
}
