// SPDX-License-Identifier: Apache-2.0

/** Defects that together turn every scenario red. The strength run says which scenario none of them does. */
export const strengthSample: readonly string[] = ['D-11', 'D-42']
