// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall } from '../plane/routes.ts'

/** Errors of the token endpoint by their AADSTS number: OAuth error, status and message. */
const errors = {
  50011: [
    'invalid_request',
    400,
    "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'.",
  ],
  50058: ['login_required', 400, 'A silent sign-in request was sent but no user is signed in.'],
  54005: [
    'invalid_grant',
    400,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  70003: ['unsupported_grant_type', 400, "The app requested an unsupported grant type '{0}'."],
  70008: [
    'invalid_grant',
    400,
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ],
  70011: [
    'invalid_scope',
    400,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  ],
  90002: [
    'invalid_request',
    400,
    "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  ],
  90033: ['temporarily_unavailable', 503, 'A transient error has occurred. Please try again.'],
  500011: [
    'invalid_resource',
    400,
    'The resource principal named {0} was not found in the tenant named {1}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  ],
  500112: [
    'invalid_client',
    401,
    'The reply address does not match the reply address provided when requesting Authorization code.',
  ],
  700016: [
    'unauthorized_client',
    400,
    "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  ],
  900144: ['invalid_request', 400, "The request body must contain the following parameter: '{0}'."],
  1002012: [
    'invalid_scope',
    400,
    'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  7000215: [
    'invalid_client',
    401,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  ],
  7000218: [
    'invalid_client',
    401,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: [
    'invalid_client',
    401,
    "The provided client secret keys for app '{0}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  ],
  9002313: ['invalid_request', 400, 'Invalid request. Request is malformed or invalid.'],
} as const satisfies Record<number, readonly [string, number, string]>

export type StsCode = keyof typeof errors

/** An error as Entra's token endpoint answers it. `values` stand in for `{0}` and `{1}` of its message. */
export function stsError<S>(call: PlaneCall<S>, code: StsCode, ...values: readonly string[]): Response {
  const [error, status, template] = errors[code]
  const { origin, searchParams } = call.url
  const message = template.replaceAll(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '')
  const traceId = call.random.uuid()
  const correlationId =
    searchParams.get('client-request-id') ??
    call.request.headers.get('client-request-id') ??
    call.random.uuid()
  const timestamp = new Date(call.clock.nowMs())
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  return Response.json(
    {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${origin}/error?code=${code}`,
    },
    { status, headers: { 'Cache-Control': 'no-store, no-cache', 'x-ms-request-id': traceId } },
  )
}
