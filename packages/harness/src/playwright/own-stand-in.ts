// SPDX-License-Identifier: Apache-2.0
import { StandInControl } from '../strength/control.ts'

/** A stand-in that one scenario has for itself. */
export interface OwnStandIn {
  readonly url: string
  readonly control: StandInControl
  stop(): Promise<void>
}

/**
 * Starts a stand-in beside the target, with these defects or those of the target; undefined where the target has no
 * control API, since then it is no stand-in.
 */
export async function startOwnStandIn(
  targetUrl: string,
  defects: readonly string[] | undefined,
): Promise<OwnStandIn | undefined> {
  const control = new StandInControl(targetUrl)
  if (!(await control.isThere())) return undefined
  const { id, url } = await control.start(defects)
  return { url, control: new StandInControl(url), stop: () => control.stop(id) }
}
