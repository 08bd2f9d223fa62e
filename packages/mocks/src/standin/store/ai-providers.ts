// SPDX-License-Identifier: Apache-2.0
import { aiProviderTypes, type AiProviderType } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

export interface AiProvider {
  readonly id: string
  readonly providerType: AiProviderType
  readonly displayName: string
  readonly modelName: string
  /** Empty where only a vault holds the key. */
  readonly apiKey: string
  readonly keyVaultRef: string
  readonly endpointUrl: string | null
  readonly isActive: boolean
  readonly isDefault: boolean
  readonly maxTokens: number
  readonly temperature: number
}

export class AiProviders {
  readonly #byId = new Map<string, AiProvider>()

  find(id: string): AiProvider | undefined {
    return this.#byId.get(id)
  }

  /** The one provider of this type and model. */
  ofModel(providerType: string, modelName: string): AiProvider | undefined {
    return [...this.#byId.values()].find(
      (each) => each.providerType === providerType && each.modelName === modelName,
    )
  }

  ofType(providerType: string): readonly AiProvider[] {
    return [...this.#byId.values()].filter((each) => each.providerType === providerType)
  }

  /** By type, then by model. */
  list(): readonly AiProvider[] {
    return [...this.#byId.values()].toSorted((a, b) =>
      a.providerType === b.providerType
        ? compare(a.modelName, b.modelName)
        : compare(a.providerType, b.providerType),
    )
  }

  /** The provider that is asked: the active default one, else the first active one. */
  inUse(): AiProvider | undefined {
    const active = [...this.#byId.values()].filter(({ isActive }) => isActive)
    return active.find(({ isDefault }) => isDefault) ?? active[0]
  }

  save(provider: AiProvider): void {
    this.#byId.set(provider.id, provider)
  }

  unsetDefaults(): void {
    for (const each of this.#byId.values()) if (each.isDefault) this.save({ ...each, isDefault: false })
  }

  remove(id: string): void {
    this.#byId.delete(id)
  }

  /** Loads an `ai_agents.aimodelprovider`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.save({
      id: String(row.pk),
      providerType: fields.oneOf('provider_type', aiProviderTypes),
      displayName: fields.text('display_name'),
      modelName: fields.text('model_name'),
      apiKey: fields.text('api_key_dev', ''),
      keyVaultRef: fields.text('key_vault_ref', ''),
      endpointUrl: fields.textOrNull('endpoint_url'),
      isActive: fields.flag('is_active', true),
      isDefault: fields.flag('is_default'),
      maxTokens: fields.integer('max_tokens', 4096),
      temperature: fields.number('temperature', 0.7),
    })
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
