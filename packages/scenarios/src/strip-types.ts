// SPDX-License-Identifier: Apache-2.0

/**
 * These suites hold no TypeScript but what Node strips by itself (`erasableSyntaxOnly`), so Playwright need not load
 * them: its loader is asked about each module of each process, and its stacks are mapped to their sources, which was a
 * fifteenth of a run's CPU time. There is this variable for it and no option. Its UI watches files by that loader.
 */
if (!process.argv.some((arg) => arg.startsWith('--ui'))) process.env['PW_DISABLE_TS_ESM'] = '1'
