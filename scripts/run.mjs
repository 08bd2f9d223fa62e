// SPDX-License-Identifier: Apache-2.0
// `node scripts/run.mjs <task> [args]`: every script of package.json. It runs on any Node >= 20 with
// nothing installed, ensures the tools, and ends with the exit code of what it ran.
import { exitCodeOfSignal, stoppedBy } from './child.mjs'
import { EXIT } from './exit-codes.mjs'
import { SetupError, say } from './say.mjs'
import { TASKS, listOfTasks } from './tasks.mjs'
import { ensureTools } from './tools.mjs'

/** @param {string[]} argv @returns {Promise<number>} */
async function main([name, ...args]) {
  const task = name === undefined ? undefined : TASKS[name]
  if (task === undefined) {
    say(
      `${name === undefined ? 'No task was named' : `There is no task "${name}"`}. The tasks are:\n${listOfTasks()}`,
    )
    return EXIT.usage
  }
  const tools = await ensureTools({ k6: task.k6 })
  const code = await task.run(tools, args)
  const signal = stoppedBy()
  return signal === null || code !== EXIT.conformant ? code : exitCodeOfSignal(signal)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const signal = stoppedBy()
  if (signal !== null) {
    process.exitCode = exitCodeOfSignal(signal)
  } else {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = EXIT.harnessFailed
  }
}
