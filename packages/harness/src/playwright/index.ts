// SPDX-License-Identifier: Apache-2.0

// Declaring
export { about, type About, type Suite } from './about.ts'

// What a scenario has at hand
export { test, type Connection, type ScenarioFixtures, type WorkerFixtures } from './fixtures.ts'

export { planeNames, type PlaneMock, type PlaneName, type Planes, type PublishedObject } from './planes.ts'

export { declareTrials, withTrials } from './trials.ts'

// Asserting
export { expect } from './matchers.ts'
export { answered } from './answered.ts'
export { attachRoleRow } from './role-row.ts'

// For playwright.config.ts
export { defineSuites } from './define-suites.ts'
