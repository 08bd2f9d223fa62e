// SPDX-License-Identifier: Apache-2.0
import { UsageError } from './exit.ts'
import type { Open } from './outside.ts'
import { servePlane } from './plane/serve-plane.ts'
import { portOrder } from './port-order.ts'

/** What is closed at the end. */
export interface Closable {
  close(): Promise<void>
}

/** Serves outside systems on the ports behind the stand-in's, and notes each in `started`. */
export function opening(
  options: { readonly port: number; readonly control: boolean },
  started: Closable[],
): Open {
  return async (name, plane) => {
    const port = portFor(options.port, portOrder.indexOf(name))
    const server = await listening(name, port, () => servePlane(plane, { port, control: options.control }))
    started.push(server)
    return { name, url: server.url }
  }
}

/** The port at a place behind the first; 0 stays 0, a free one. */
export function portFor(first: number, offset: number): number {
  return first === 0 ? 0 : first + offset
}

/** What `listen` resolves to. Throws a UsageError where the port is in use. */
export async function listening<T>(name: string, port: number, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen()
  } catch (error) {
    if (!isInUse(error)) throw error
    throw new UsageError(
      `Port ${port} for ${name} is in use. End the program that has it, or choose with --port; 0 takes free ones.`,
      { cause: error },
    )
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}
