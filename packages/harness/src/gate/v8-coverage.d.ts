// SPDX-License-Identifier: Apache-2.0
// The package carries no types of its own; this is what is used of it.
declare module '@bcoe/v8-coverage' {
  interface ScriptCoverage {
    scriptId: string
    url: string
    functions: {
      functionName: string
      isBlockCoverage: boolean
      ranges: { startOffset: number; endOffset: number; count: number }[]
    }[]
  }
  /** Adds up the counts of one script over several processes; undefined for none. */
  export function mergeScriptCovs(scripts: readonly ScriptCoverage[]): ScriptCoverage | undefined
}
