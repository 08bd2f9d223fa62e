// SPDX-License-Identifier: Apache-2.0

/** Names by their ports, the stand-in's first; some are not there yet, and keep their place. */
export const portOrder = [
  'standin',
  'intune',
  'jamf',
  'sccm',
  'landscape',
  'ansible',
  'openai',
  'azure-openai',
  'anthropic',
  'groq',
  'gemini',
  'entra',
  's3',
  'servicenow',
  'jira',
  'proxy',
] as const

export type ServerName = (typeof portOrder)[number]
