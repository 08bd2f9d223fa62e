// SPDX-License-Identifier: Apache-2.0
import { findBrowser } from './browser.mjs'
import { ensureK6, findK6 } from './k6.mjs'
import { ensureNode, withNode } from './node.mjs'
import { ensurePackages } from './packages.mjs'

/**
 * @typedef {object} Tools
 * @property {string} node the Node that everything runs on
 * @property {NodeJS.ProcessEnv} env the environment of all that follows
 * @property {import('./k6.mjs').MissingK6 | null} missingK6 why there is no k6, where one was looked for
 */

/**
 * Ensures what a task needs. Where all is there already this takes some milliseconds.
 * @param {{ k6: 'ensure' | 'find' | 'none' }} needs
 * @param {NodeJS.ProcessEnv} [given]
 * @returns {Promise<Tools>}
 */
export async function ensureTools(needs, given = process.env) {
  const node = await ensureNode(given)
  const env = withNode(given, node)
  await ensurePackages(env)

  const browser = findBrowser(env)
  if ('found' in browser) env.EUCORA_BROWSER ??= browser.found

  if (needs.k6 === 'none') return { node, env, missingK6: null }
  const k6 = await (needs.k6 === 'ensure' ? ensureK6(env) : findK6(env))
  if (k6.path === null) return { node, env, missingK6: k6 }
  // The harness itself only reads K6_BIN; how it was found is for `doctor` to say.
  env.K6_BIN = k6.path
  env.EUCORA_K6_FOUND = k6.how
  return { node, env, missingK6: null }
}
