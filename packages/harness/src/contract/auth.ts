// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, commonWithBody, ErrorB, inputError, Timestamp } from './envelopes.ts'
import { operations } from './operation.ts'

const User = closed({
  id: Type.Integer(),
  username: Type.String(),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  is_staff: Type.Boolean(),
  is_superuser: Type.Boolean(),
})

export const auth = operations('auth', {
  'auth.login': {
    method: 'POST',
    path: '/api/v1/auth/login',
    summary: 'Signs in with an e-mail address or a username and a password, or with a code of Entra ID.',
    auth: 'anyone',
    throttle: 'api',
    body: Type.Object({
      email: Type.Optional(Type.String()),
      username: Type.Optional(Type.String()),
      password: Type.Optional(Type.String()),
      code: Type.Optional(Type.String()),
      redirect_uri: Type.Optional(Type.String()),
    }),
    responses: {
      ...commonWithBody,
      200: closed({ user: User, session_id: Type.String() }),
      400: inputError,
      401: ErrorB,
    },
    source: 'authentication/views.py:27-157',
  },
  'auth.logout': {
    method: 'POST',
    path: '/api/v1/auth/logout',
    summary: 'Ends the session, if there is one.',
    auth: 'anyone',
    throttle: 'api',
    responses: { ...common, 200: closed({ message: Type.Literal('Logged out successfully') }) },
    source: 'authentication/views.py:160-180',
  },
  'auth.me': {
    method: 'GET',
    path: '/api/v1/auth/me',
    summary: 'Answers who is signed in.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: closed({ user: User }) },
    source: 'authentication/views.py:183-206',
  },
  'auth.validate': {
    method: 'GET',
    path: '/api/v1/auth/validate',
    summary: 'Says that the session is valid, and until when.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        valid: Type.Literal(true),
        user: User,
        session_expiry: Type.Union([Timestamp, Type.Null()]),
      }),
    },
    source: 'authentication/views.py:209-235',
  },
})
