// SPDX-License-Identifier: Apache-2.0

/** What content negotiation says before anybody is asked who they are: the status of its refusal, or undefined. */
export function negotiate(accept: string | undefined, format: string | null): 404 | 406 | undefined {
  if (format !== null && format !== '' && format !== 'json') return 404
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return undefined
  return accept.split(',').some(takesJson) ? undefined : 406
}

function takesJson(range: string): boolean {
  const [type = ''] = range.split(';')
  return ['*/*', 'application/*', 'application/json'].includes(type.trim().toLowerCase())
}
