// SPDX-License-Identifier: Apache-2.0
import { check } from './check.mjs'
import { EXIT } from './exit-codes.mjs'
import { missingK6Message } from './k6.mjs'
import { FORMAT, LINT, PROGRAM, checkTypes, runProgram, runTool, withPassword } from './programs.mjs'
import { say } from './say.mjs'
import { start } from './start.mjs'

/**
 * @typedef {import('./tools.mjs').Tools} Tools
 * @typedef {object} Task
 * @property {'ensure' | 'find' | 'none'} k6 whether the task needs k6, or only says whether it is there
 * @property {string} does one line for the list of tasks
 * @property {(tools: Tools, args: string[]) => Promise<number>} run gives the exit code
 */

/** @param {readonly string[]} command @returns {Task['run']} */
const tool = (command) => (tools, args) => runTool(tools, [...command, ...args])

/** @param {string} command of the program `harness` @returns {Task['run']} */
const harness = (command) => (tools, args) => runProgram(tools, PROGRAM.harness, [command, ...args])

/** @type {Task['run']} */
const load = (tools, args) => {
  if (tools.missingK6 !== null) {
    say(missingK6Message(tools.missingK6))
    return Promise.resolve(EXIT.usage)
  }
  return runProgram(tools, PROGRAM.harness, ['load', ...args], withPassword(tools.env))
}

/** @type {Readonly<Record<string, Task>>} */
export const TASKS = Object.freeze({
  start: { k6: 'ensure', does: 'set up, all suites, the four loads in short form, one report', run: start },
  test: { k6: 'ensure', does: 'set up and run every check and test of the project', run: check },
  scenarios: {
    k6: 'none',
    does: 'the suites; arguments go to Playwright',
    run: (tools, args) => runProgram(tools, PROGRAM.suites, args, withPassword(tools.env)),
  },
  load: { k6: 'ensure', does: 'one load profile, judged: load -- deployments --short', run: load },
  strength: {
    k6: 'none',
    does: 'the suites against one defect after the other: the kill matrix',
    run: (tools, args) => runProgram(tools, PROGRAM.strength, args, withPassword(tools.env)),
  },
  rules: {
    k6: 'none',
    does: 'write docs/RULES.md; with --check only look whether it is current',
    run: (tools, args) => runProgram(tools, PROGRAM.rules, args, withPassword(tools.env)),
  },
  gate: { k6: 'none', does: 'judge the test coverage that `npm test` left', run: harness('gate') },
  mocks: {
    k6: 'none',
    does: 'the stand-in and the outside systems, on fixed ports',
    run: (tools, args) => runProgram(tools, PROGRAM.mocks, ['serve', ...args]),
  },
  replay: {
    k6: 'none',
    does: 'replay the recording of the real backend: replay -- --target URL',
    run: harness('replay'),
  },
  report: { k6: 'none', does: 'build reports/index.html again', run: harness('report') },
  bench: {
    k6: 'ensure',
    does: 'the benchmarks, each beside a peer',
    run: (tools, args) => runProgram(tools, PROGRAM.bench, args, withPassword(tools.env)),
  },
  doctor: {
    k6: 'find',
    does: 'what was found on this machine, and what to do about the rest',
    run: harness('doctor'),
  },
  lint: { k6: 'none', does: 'oxlint', run: tool(LINT) },
  format: {
    k6: 'none',
    does: 'prettier, writing; with --check only looking',
    run: (tools, args) => tool(args.includes('--check') ? FORMAT : [...FORMAT, '--write'])(tools, args),
  },
  types: { k6: 'none', does: 'the type checker', run: checkTypes },
  unit: { k6: 'find', does: 'the unit tests; arguments go to Vitest', run: tool(['vitest', 'run']) },
})

export function listOfTasks() {
  return Object.entries(TASKS)
    .map(([name, task]) => `  ${name.padEnd(10)} ${task.does}`)
    .join('\n')
}
