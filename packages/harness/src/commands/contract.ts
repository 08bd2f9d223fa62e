// SPDX-License-Identifier: Apache-2.0
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openApiDocument } from '../contract/openapi.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'

const usage = `harness contract [--out FILE]

Prints the contract as an OpenAPI 3.1 document; with --out it is written to a file.`

/** Exit codes: 0 printed or written, 4 bad usage. */
export async function contractCommand(args: string[]): Promise<number> {
  const { out, help } = readOptions(args)
  const text = help ? usage : JSON.stringify(openApiDocument(), null, 2)
  if (out === undefined || help) {
    process.stdout.write(`${text}\n`)
    return exitCodes.conformant
  }
  const file = resolve(out)
  const temporary = `${file}.${process.pid}.tmp`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(temporary, `${text}\n`)
  await rename(temporary, file)
  process.stdout.write(`${file}\n`)
  return exitCodes.conformant
}

function readOptions(args: string[]): { out: string | undefined; help: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { out: { type: 'string' }, help: { type: 'boolean', default: false } },
    })
    return { out: values.out, help: values.help }
  } catch (error) {
    throw new HarnessError('usage', messageOf(error).replace(/\.$/, ''), 'See `harness contract --help`', {
      cause: error,
    })
  }
}
