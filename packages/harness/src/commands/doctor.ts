// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util'

import { signIn } from '../client/actor.ts'
import { Client } from '../client/client.ts'
import { examine, type Finding, type Reach } from '../doctor.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes, worstExitCode, type ExitCode } from '../exit-codes.ts'
import { isEucora } from '../preflight.ts'

const usage = `harness doctor [--json]

Says what was found of what a run needs, and what to do about what was not. Changes nothing.`

const reach: Reach = {
  async isEucora(baseUrl) {
    await using client = new Client({ baseUrl })
    await isEucora(client)
  },
  async signIn(baseUrl, credentials, role) {
    const [credential] = credentials[role]
    if (credential === undefined)
      throw new HarnessError('configuration', `The role ${role} has no user`, 'Name one')
    await using client = new Client({ baseUrl })
    await signIn(client, credential, role)
  },
}

/** Exit codes: 0 all that a run needs is there, else the code that such a run would end with; 4 bad usage. */
export async function doctor(args: string[]): Promise<number> {
  let json: boolean
  try {
    json = parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`)
    return exitCodes.usage
  }
  const findings = await examine(process.env, reach)
  process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : `${toText(findings)}\n`)
  return worstExitCode(findings.map(codeOf))
}

function codeOf({ ok, exitCode }: Finding): ExitCode {
  return ok ? exitCodes.conformant : (exitCode ?? exitCodes.conformant)
}

function toText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  return findings
    .flatMap(({ name, ok, found, next }) => [
      `${ok ? 'ok     ' : 'missing'}  ${name.padEnd(width)}  ${found}`,
      ...(ok || next === undefined ? [] : [`${' '.repeat(width + 11)}-> ${next}`]),
    ])
    .join('\n')
}
