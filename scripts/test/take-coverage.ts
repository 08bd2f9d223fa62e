// SPDX-License-Identifier: Apache-2.0
// Vitest ends its workers before Node has written down what they ran, so each test file has it written.
import { takeCoverage } from 'node:v8'

import { afterAll } from 'vitest'

if (process.env['NODE_V8_COVERAGE'] !== undefined) afterAll(() => takeCoverage())
