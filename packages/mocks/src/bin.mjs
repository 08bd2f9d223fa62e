#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The door of the program is JavaScript: for TypeScript, Node would load its compiler before the cache is there.
import { enableCompileCache } from 'node:module'

// Reading sources takes most of the start; Node keeps what it made of them for the next one.
enableCompileCache()
await import('./bin.ts')
