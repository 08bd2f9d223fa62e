// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto'
import { cookieValue, setCookie } from './cookies.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const secretLength = 32
const tokenLength = 2 * secretLength
const yearSeconds = 31_449_600

/** What a request shows to prove that it was not forged. */
export interface CsrfProof {
  readonly cookie: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  /** The `X-CSRFToken` header. */
  readonly header: string | undefined
  /** The form field `csrfmiddlewaretoken`, which comes before the header. */
  readonly field: string | undefined
  readonly trustedOrigins: readonly string[]
}

/** Why a request counts as forged, in Django's words; undefined where it passes. */
export function csrfProblem(proof: CsrfProof): string | undefined {
  const { origin, host, trustedOrigins } = proof
  if (origin !== undefined && origin !== `http://${host ?? ''}` && !trustedOrigins.includes(origin)) {
    return `Origin checking failed - ${origin} does not match any trusted origins.`
  }
  const cookie = cookieValue(proof.cookie, 'csrftoken')
  if (cookie === undefined) return 'CSRF cookie not set.'
  const badCookie = formatProblem(cookie)
  if (badCookie !== undefined) return `CSRF cookie ${badCookie}.`
  const fromField = proof.field !== undefined && proof.field !== ''
  const token = fromField ? proof.field : proof.header
  if (token === undefined) return 'CSRF token missing.'
  const source = fromField ? 'POST' : "the 'X-Csrftoken' HTTP header"
  const badToken = formatProblem(token)
  if (badToken !== undefined) return `CSRF token from ${source} ${badToken}.`
  return secretOf(token) === secretOf(cookie) ? undefined : `CSRF token from ${source} incorrect.`
}

/** A fresh secret, which is the value of the cookie `csrftoken`. */
export function newCsrfSecret(): string {
  return randomLetters(secretLength)
}

/** The secret behind the `csrftoken` cookie that a client holds; undefined where it holds none that is well formed. */
export function csrfSecretFrom(cookieHeader: string | undefined): string | undefined {
  const cookie = cookieValue(cookieHeader, 'csrftoken')
  return cookie === undefined || formatProblem(cookie) !== undefined ? undefined : secretOf(cookie)
}

/** A masked token of 64 letters and digits for a secret: another one each time, and all of them match. */
export function maskedToken(secret: string): string {
  const mask = randomLetters(secretLength)
  return mask + combine(secret, mask, 1)
}

/** The `Set-Cookie` value that hands a secret to the client for a year. */
export function csrfCookie(secret: string, nowMs: number): string {
  return setCookie('csrftoken', secret, { maxAgeSeconds: yearSeconds, nowMs })
}

function formatProblem(token: string): string | undefined {
  if (token.length !== secretLength && token.length !== tokenLength) return 'has incorrect length'
  return /[^a-zA-Z0-9]/.test(token) ? 'has invalid characters' : undefined
}

function secretOf(token: string): string {
  return token.length === secretLength
    ? token
    : combine(token.slice(secretLength), token.slice(0, secretLength), -1)
}

function combine(text: string, mask: string, sign: 1 | -1): string {
  let combined = ''
  for (let index = 0; index < text.length; index += 1) {
    const sum = alphabet.indexOf(text.charAt(index)) + sign * alphabet.indexOf(mask.charAt(index))
    combined += alphabet.charAt((sum + alphabet.length) % alphabet.length)
  }
  return combined
}

function randomLetters(length: number): string {
  let text = ''
  while (text.length < length) text += alphabet.charAt(randomInt(alphabet.length))
  return text
}
