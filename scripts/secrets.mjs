// SPDX-License-Identifier: Apache-2.0
// secretlint over the files of the project, and over nothing that git ignores.

import { run } from './child.mjs'
import { say } from './say.mjs'
import { projectFiles } from './tracked.mjs'

const files = await projectFiles()
process.exitCode = await run('secretlint', ['--secretlintrc', '.secretlintrc.json', '--no-glob', ...files])
if (process.exitCode === 0) say(`${files.length} files hold no known kind of secret`)
