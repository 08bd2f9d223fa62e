// SPDX-License-Identifier: Apache-2.0
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import { onTestFinished } from 'vitest'
import type { Plane } from '../../src/plane/plane.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'

/** A certificate for loopback, made for this process and trusted by it. Microsoft's clients take HTTPS only. */
async function makeCertificate() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    notAfterDate: new Date(Date.now() + 3_600_000),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  setDefaultCACertificates([...getCACertificates('default'), cert])
  return { key, cert }
}

const certificate = makeCertificate()

/** Serves a plane over HTTPS until the test ends. */
export async function servedSecurely<S>(plane: Plane<S>): Promise<string> {
  const { url, close } = await servePlane(plane, { tls: await certificate, control: true })
  onTestFinished(close)
  return url
}
