// SPDX-License-Identifier: Apache-2.0
// The fake backend as a program, in the place of the default target.
import { startFakeBackend } from './fake-backend.ts'

const backend = await startFakeBackend({
  password: process.env['EUCORA_PASSWORD'] ?? '',
  intercept: (_, path) => (process.env['FAKE_HANGS'] === path ? 'hang' : undefined),
})
// As the real one: it ends with whoever started it.
process.stdin.resume().once('end', () => process.exit())
process.stdout.write(`${JSON.stringify({ name: 'standin', url: backend.url })}\n`)
