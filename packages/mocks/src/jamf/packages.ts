// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { JamfAnswer, JamfCall } from './admit.ts'
import { created, invalidField, jamfError, notFound } from './answers.ts'
import { sentPackage } from './package-input.ts'
import type { SentPackage } from './package-schema.ts'
import { equalIn, type JamfRow } from './rsql.ts'
import { settle } from './runs.ts'
import { search } from './search.ts'
import type { JamfPackage } from './state.ts'

const fields = [
  'id',
  'fileName',
  'packageName',
  'categoryId',
  'info',
  'notes',
  'manifestFileName',
  'cloudTransferStatus',
]

/** How long the cloud distribution point needs for a file until computers can get it. */
const transferMs = 60_000

export const listPackages: JamfAnswer = (call) =>
  search(
    call,
    candidates(call).map((each) => packageRow(each, call.clock.nowMs())),
    { filterable: fields, sortable: fields, defaultSort: 'id:asc' },
  )

/** The packages that the filter can be about, by the first name it asks for: rows of the rest would be made in vain. */
function candidates({ url, state: { packages } }: JamfCall): readonly JamfPackage[] {
  const filter = url.searchParams.get('filter') ?? ''
  for (const field of ['fileName', 'packageName'] as const) {
    const wanted = equalIn(filter, field)
    if (wanted !== undefined) return packages.alike(field, wanted)
  }
  return [...packages.values()]
}

export const getPackage: JamfAnswer = (call) =>
  withPackage(call, (found) => Response.json(packageRow(found, call.clock.nowMs())))

/** `defaults` are put where a field is missing; the product has none. */
export function createPackage(defaults: object): JamfAnswer {
  return (call) => {
    const sent = sentPackage(call, defaults)
    if (sent instanceof Response) return sent
    const { packages, lastIds } = call.state
    lastIds.package += 1
    packages.add({ id: lastIds.package, properties: sent, file: null })
    return created(call, '/api/v1/packages', lastIds.package)
  }
}

export function changePackage(defaults: object): JamfAnswer {
  return (call) =>
    withPackage(call, (found) => {
      const sent = sentPackage(call, defaults, found.id)
      if (sent instanceof Response) return sent
      if (sent.fileName !== found.properties.fileName) found.file = null
      call.state.packages.change(found, () => {
        found.properties = sent
      })
      return Response.json(packageRow(found, call.clock.nowMs()))
    })
}

/** A policy that had the package goes on without it. */
export const deletePackage: JamfAnswer = (call) =>
  withPackage(call, (found) => {
    removePackage(call, found)
    return new Response(null, { status: 204 })
  })

export function removePackage({ state, clock }: Pick<JamfCall, 'state' | 'clock'>, found: JamfPackage): void {
  settle(state, clock.nowMs())
  state.packages.remove(found)
  for (const policy of state.policies.values()) {
    const packages = policy.content.packages.filter(({ id }) => id !== found.id)
    policy.content = { ...policy.content, packages }
  }
}

/** POST `upload`: the file under the name that the package has. Of its bytes size and checksum are kept. */
export const uploadPackage: JamfAnswer = async (call) => {
  const found = call.state.packages.get(Number(call.params['id']))
  if (found === undefined) return notFound('Package')
  const file = await fileIn(call)
  if (file === undefined) return jamfError(400, [invalidField('file', 'must not be null')])
  if (file.name !== found.properties.fileName) {
    const description = 'The filename does not correspond to the filename linked to the package ID.'
    return jamfError(400, [{ code: 'INVALID_FILE_NAME', description, field: 'file' }])
  }
  const bytes = await file.bytes()
  settle(call.state, call.clock.nowMs())
  found.file = {
    bytes: bytes.length,
    md5: createHash('md5').update(bytes).digest('hex'),
    readyMs: call.clock.nowMs() + transferMs,
  }
  return created(call, '/api/v1/packages', found.id)
}

async function fileIn({ request, bytes }: JamfCall): Promise<File | undefined> {
  const type = request.headers.get('content-type') ?? ''
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData()
    const file = form.get('file')
    return file instanceof File ? file : undefined
  } catch {
    // A body that is no form has no file.
    return undefined
  }
}

function withPackage(call: JamfCall, answer: (found: JamfPackage) => Response): Response {
  const found = call.state.packages.get(Number(call.params['id']))
  return found === undefined ? notFound('Package') : answer(found)
}

const unset = {
  info: null,
  notes: null,
  osRequirements: null,
  fillExistingUsers: false,
  swu: false,
  selfHealNotify: false,
  selfHealingAction: 'nothing',
  serialNumber: null,
  parentPackageId: null,
  basePath: null,
  ignoreConflicts: false,
  installLanguage: null,
  md5: null,
  sha256: null,
  sha3512: null,
  hashType: null,
  hashValue: null,
  osInstallerVersion: null,
  manifest: null,
  manifestFileName: null,
  format: null,
} satisfies Partial<SentPackage>

function packageRow({ id, properties, file }: JamfPackage, nowMs: number): JamfRow {
  const isReady = file !== null && nowMs >= file.readyMs
  const checksum = file === null ? {} : { md5: file.md5, hashType: 'MD5', hashValue: file.md5 }
  return {
    id: String(id),
    ...unset,
    ...properties,
    ...checksum,
    indexed: false,
    size: file === null ? null : String(file.bytes),
    cloudTransferStatus: isReady ? 'READY' : 'PENDING',
  }
}
