// SPDX-License-Identifier: Apache-2.0

/** Set for Playwright by a run of which nobody sees the steps. */
const variable = 'EUCORA_STEPS'
const hidden = 'hidden'

/** With these somebody sees them: a UI, a debugger, a trace, another reporter, what shards keep to be merged. */
const showing = ['--ui', '--debug', '--trace', '--add-reporter', '--shard']
const showingVariables = ['PWDEBUG', 'PLAYWRIGHT_LIST_PRINT_STEPS']

/**
 * What Playwright needs in its environment. Steps are shown unless it is known that nobody sees them, since each
 * costs a stack that is mapped to its sources and two messages between processes.
 */
export function stepsEnv(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const seen =
    args.some((arg) => showing.some((flag) => arg.startsWith(flag))) ||
    showingVariables.some((name) => env[name])
  return seen ? {} : { [variable]: hidden }
}

let shown = true

/** Decides for this worker. A configured trace holds steps, whatever the run was told. */
export function decideSteps(use: { readonly trace?: unknown }, env: NodeJS.ProcessEnv = process.env): void {
  shown = env[variable] !== hidden || (use.trace !== undefined && use.trace !== 'off')
}

/** Whether calls and expectations that hold become steps in this worker. */
export function stepsAreShown(): boolean {
  return shown
}
