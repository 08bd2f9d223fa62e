// SPDX-License-Identifier: Apache-2.0
import { Clock } from './clock.ts'
import { S3Storage, type ObjectStorage } from './object-storage.ts'
import { SerialQueue } from './serial-queue.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { Assets } from './store/assets.ts'
import { CabExceptions } from './store/cab-exceptions.ts'
import { CabRequests } from './store/cab-requests.ts'
import { Deployments } from './store/deployments.ts'
import { Events } from './store/events.ts'
import { EvidencePackages } from './store/evidence-packages.ts'
import { EvidencePacks } from './store/evidence-packs.ts'
import { Idempotency } from './store/idempotency.ts'
import { Ids } from './store/ids.ts'
import { LegacyApprovals } from './store/legacy-approvals.ts'
import { RiskModels } from './store/risk-models.ts'
import { Sessions } from './store/sessions.ts'
import { Strings } from './store/strings.ts'
import { Users } from './store/users.ts'

/** Everything that one stand-in knows. It lives in memory only. */
export class State {
  readonly settings: Settings
  readonly clock = new Clock()
  readonly users = new Users()
  readonly sessions = new Sessions(this.clock)
  /** Every flow id and request id once, and every name: the big tables keep numbers. */
  readonly ids = new Ids()
  readonly strings = new Strings()
  readonly deployments = new Deployments(this.ids, this.strings)
  readonly assets = new Assets()
  readonly deploymentKeys = new Idempotency(this.ids)
  readonly events = new Events(this.ids, this.strings, () => this.clock.stampUs())
  readonly eventKeys = new Idempotency(this.ids)
  readonly riskModels = new RiskModels()
  readonly evidencePacks = new EvidencePacks()
  readonly evidencePackages = new EvidencePackages()
  readonly cabRequests = new CabRequests()
  readonly cabExceptions = new CabExceptions()
  readonly legacyApprovals = new LegacyApprovals()
  readonly uploadKeys = new Idempotency(this.ids)
  readonly uploads = new SerialQueue()
  /** Where artifacts lie; undefined where none is set. */
  storage: ObjectStorage | undefined
  /** While on, created rows are demo rows and lists show only those (core/utils.py:86-101). */
  demoMode = false

  constructor(settings: Settings = defaultSettings) {
    this.settings = settings
    if (settings.s3 !== undefined) this.storage = new S3Storage(settings.s3)
  }
}
