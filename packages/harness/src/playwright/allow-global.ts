// SPDX-License-Identifier: Apache-2.0

const variable = 'EUCORA_ALLOW_GLOBAL'
const flag = '--allow-global'

/** Whether a target of others may be changed for all of them: its host was named with `--allow-global`. */
export function mayBeShared(targetUrl: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return (env[variable] ?? '').split(',').includes(new URL(targetUrl).hostname)
}

/** Takes `--allow-global HOST` out of Playwright's arguments and hands it on in the environment. */
export function splitAllowGlobal(args: readonly string[]): {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
} {
  const isFlagged = (index: number) => args[index - 1] === flag
  const hosts = args.filter((_, index) => isFlagged(index))
  const rest = args.filter((arg, index) => arg !== flag && !isFlagged(index))
  return { args: rest, env: hosts.length === 0 ? {} : { [variable]: hosts.join(',') } }
}
