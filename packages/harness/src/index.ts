// SPDX-License-Identifier: Apache-2.0

// Configuration
export { defineConfig, loadConfig, runIdFrom, type HarnessConfig, type ResolvedConfig } from './config.ts'
export { credentialsFrom, type Credentials } from './credentials.ts'

// The contract; all of it stands at @eucora/harness/contract
export type { Answer, NonconformingAnswer } from './contract/answer.ts'
export { sessionRoles, type SessionRole } from './contract/session-roles.ts'
export type { AnswerBody, InputOf, OperationId, Ring, Role, StatusFor } from './contract/index.ts'

// Calling
export { anonymous, signIn, type Actor, type Credential, type SignedInUser } from './client/actor.ts'
export { Client, type CallOptions, type ClientOptions } from './client/client.ts'
export type { LooseInput } from './client/request.ts'
export type { FilePart } from './contract/operation.ts'

// Remembering
export { Journal, type JournalOptions } from './journal/journal.ts'
export type { Exchange } from './journal/exchange.ts'
export { curlOf } from './journal/curl.ts'

// What the seed holds
export {
  packageRows,
  packagesFrom,
  seededPackage,
  seededPackages,
  packageKinds,
  type PackageKind,
  type SeededPackage,
} from './seed/evidence-packages.ts'
export type { SeedRow } from './seed/row.ts'
export { cabMemberOf } from './seed/users.ts'

// Targets
export { startTarget, type StartedTarget, type StartOptions } from './target.ts'
export { openSuiteTarget, type SuiteTarget } from './suite-target.ts'
export { preflight } from './preflight.ts'

// Steering the mocks beside a target
export { announcedServers } from './announced-servers.ts'
export { controlCall, type ControlCall } from './control-call.ts'

// Failing
export {
  HarnessError,
  messageOf,
  SetUpError,
  TransportError,
  type HarnessErrorKind,
  type TransportFailure,
} from './errors.ts'
export { exitCodes, worstExitCode, type ExitCode } from './exit-codes.ts'

// Replaying the recording of the real backend
export { readExpectations, type Expectations } from './replay/expectations.ts'
export { readRecording, type Exchange as RecordedExchange, type Recording } from './replay/recording.ts'
export { replayRecording, type ReplayOptions } from './replay/replay-recording.ts'
export type { ReplayResult } from './replay/result.ts'
export { conforms } from './contract/check.ts'
