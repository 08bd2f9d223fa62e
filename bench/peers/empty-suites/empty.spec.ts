// SPDX-License-Identifier: Apache-2.0
import { test } from '@playwright/test'

/** As many as `bench/scenarios-172.txt` names. */
const count = 172

for (let index = 1; index <= count; index += 1) test(`nothing ${index}`, () => undefined)
