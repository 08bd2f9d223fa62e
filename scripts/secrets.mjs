// SPDX-License-Identifier: Apache-2.0
// secretlint over the files of the project, and over nothing that git ignores.
import { join } from 'node:path'

import { run } from './child.mjs'
import { ROOT } from './paths.mjs'
import { say } from './say.mjs'
import { projectFiles } from './tracked.mjs'

const files = await projectFiles()
process.exitCode = await run(join(ROOT, 'node_modules', '.bin', 'secretlint'), [
  '--secretlintrc',
  '.secretlintrc.json',
  '--no-glob',
  ...files,
])
if (process.exitCode === 0) say(`${files.length} files hold no known kind of secret`)
