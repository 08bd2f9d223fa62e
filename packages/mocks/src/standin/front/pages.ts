// SPDX-License-Identifier: Apache-2.0

/** An answer that is a page for people, not JSON. */
export interface Page {
  readonly status: number
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Django's page for a path that no route has. */
export const notFoundPage: Page = {
  status: 404,
  html: page('Not Found', 'The requested resource was not found on this server.'),
}

/** Django's page for a request without a CSRF token to a view outside of the REST framework. */
export const csrfPage: Page = {
  status: 403,
  html: page('403 Forbidden', 'CSRF verification failed. Request aborted.'),
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <title>${title}</title>
</head>
<body>
  <h1>${title}</h1><p>${text}</p>
</body>
</html>
`
}
