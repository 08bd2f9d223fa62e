// SPDX-License-Identifier: Apache-2.0
// A program that behaves as FAKE says, in the place of the default target.
import { createServer } from 'node:http'
import { startEucora } from './eucora.ts'

function announce(name: string, url: string): void {
  // As the real one: it ends with whoever started it.
  process.stdin.resume().once('end', () => process.exit())
  process.stdout.write(`${JSON.stringify({ name, url })}\n`)
}

switch (process.env['FAKE']) {
  case 'port in use': {
    process.stderr.write('Port 4600 for standin is in use.\n')
    process.exitCode = 4
    break
  }
  case 'crash': {
    process.stderr.write('It broke.\n')
    process.exitCode = 7
    break
  }
  case 'silent': {
    createServer().listen(0, '127.0.0.1')
    break
  }
  case 'stubborn': {
    process.on('SIGTERM', () => undefined)
    const { url } = await startEucora()
    announce('standin', url)
    break
  }
  case 'refuses':
  default: {
    const { url } = await startEucora({ refused: () => process.env['FAKE'] === 'refuses' })
    process.stdout.write('a line for people\n')
    announce('s3', 'http://127.0.0.1:1')
    if (process.env['FAKE_PLANE'] !== undefined) announce('plane', process.env['FAKE_PLANE'])
    announce('standin', url)
  }
}
