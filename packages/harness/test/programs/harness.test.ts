// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seedText } from '../../src/seed/seed.ts'
import { folderWith } from '../support/folder.ts'
import { runProgram } from '../support/program.ts'

const bin = join(import.meta.dirname, '..', '..', 'src', 'bin.ts')

it('a command that does not exist is bad usage, with the list of those that do', async () => {
  const { code, stdout, stderr } = await runProgram(bin, ['frobnicate'])
  expect([code, stdout]).toEqual([4, ''])
  expect(stderr).toMatch(/There is no command "frobnicate"[\s\S]*doctor/)
})

it('no command is bad usage', async () => {
  const { code, stderr } = await runProgram(bin, [])
  expect([code, stderr]).toEqual([4, expect.stringContaining('No command is named.')])
})

it('--help lists the commands', async () => {
  const { code, stdout } = await runProgram(bin, ['--help'])
  expect([code, stdout]).toEqual([0, expect.stringContaining('harness COMMAND [arguments]')])
})

it('contract prints an OpenAPI document or writes it to a file', async () => {
  const folder = await folderWith()
  const file = join(folder, 'out', 'openapi.json')

  const printed = await runProgram(bin, ['contract'])
  const written = await runProgram(bin, ['contract', '--out', file])

  expect([printed.code, written.code]).toEqual([0, 0])
  expect(JSON.parse(printed.stdout)).toMatchObject({ openapi: '3.1.0' })
  expect(await readFile(file, 'utf8')).toBe(printed.stdout)
})

it('contract refuses arguments that it does not know, and explains itself', async () => {
  const refused = await runProgram(bin, ['contract', '--wrong'])
  const helped = await runProgram(bin, ['contract', '--help'])
  expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining("Unknown option '--wrong'")])
  expect([helped.code, helped.stdout]).toEqual([0, expect.stringContaining('harness contract [--out FILE]')])
})

it('seed prints the start state and takes no arguments', async () => {
  const printed = await runProgram(bin, ['seed'])
  const refused = await runProgram(bin, ['seed', 'x'])
  expect([printed.code, printed.stdout]).toEqual([0, seedText()])
  expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('was given: x')])
})

it('a malformed configuration is exit 4', async () => {
  const folder = await folderWith({ 'harness.config.ts': 'export default { target: 1 }' })
  const { code, stderr } = await runProgram(bin, ['load', 'deployments'], {}, folder)
  expect([code, stderr]).toEqual([4, expect.stringContaining('harness.config.ts is malformed')])
})

it('a folder without configuration is exit 4', async () => {
  const { code, stderr } = await runProgram(bin, ['report'], {}, await folderWith())
  expect([code, stderr]).toEqual([4, expect.stringContaining('There is no harness.config.ts')])
})

it.each(['gate', 'replay'])('%s refuses an option that it does not know', async (command) => {
  const { code, stdout, stderr } = await runProgram(bin, [command, '--wrong'])
  expect([code, stdout]).toEqual([4, ''])
  expect(stderr).toContain("Unknown option '--wrong'")
})
