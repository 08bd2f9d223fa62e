// SPDX-License-Identifier: Apache-2.0

// For strength.config.ts
export { defineTrials } from './trial-config.ts'

// Running
export { strength } from './command.ts'
export { runStrength, type StrengthRun } from './run.ts'
export { StrengthMatrix, type Reasons } from './matrix.ts'

// Steering a stand-in
export { StandInControl } from './control.ts'
