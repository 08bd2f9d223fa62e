// SPDX-License-Identifier: Apache-2.0
import type {
  TArray,
  TArrayOptions,
  TBoolean,
  TEnum,
  TEnumValue,
  TInteger,
  TLiteral,
  TLiteralValue,
  TNull,
  TNumber,
  TNumberOptions,
  TObject,
  TObjectOptions,
  TOptional,
  TProperties,
  TRecord,
  TSchema,
  TSchemaOptions,
  TString,
  TStringKey,
  TStringOptions,
  TTuple,
  TUnion,
  TUnknown,
  TUnsafe,
} from 'typebox'

export type { Static, TSchema } from 'typebox'
export { conforms, parseAs, problemsIn, type Problem } from './check.ts'

/**
 * The few builders of TypeBox that schemas are written with here, making the same schemas of the same types. TypeBox's
 * own come in 373 modules, which took half of the start of whatever reads the contract; they stay the reference that
 * these are tested against, as TypeBox's validation is for `conforms` and `problemsIn`.
 */
export const Type = {
  String: (options?: TStringOptions): TString => made({ '~kind': 'String' }, { type: 'string' }, options),
  Number: (options?: TNumberOptions): TNumber => made({ '~kind': 'Number' }, { type: 'number' }, options),
  Integer: (options?: TNumberOptions): TInteger => made({ '~kind': 'Integer' }, { type: 'integer' }, options),
  Boolean: (options?: TSchemaOptions): TBoolean => made({ '~kind': 'Boolean' }, { type: 'boolean' }, options),
  Null: (options?: TSchemaOptions): TNull => made({ '~kind': 'Null' }, { type: 'null' }, options),
  Unknown: (options?: TSchemaOptions): TUnknown => made({ '~kind': 'Unknown' }, {}, options),
  Literal: <V extends TLiteralValue>(value: V, options?: TSchemaOptions): TLiteral<V> =>
    made({ '~kind': 'Literal' }, { type: typeof value, const: value }, options),
  Enum: <V extends TEnumValue[]>(values: readonly [...V], options?: TSchemaOptions): TEnum<V> =>
    made({ '~kind': 'Enum' }, { enum: values }, options),
  Union: <T extends TSchema[]>(anyOf: [...T], options?: TSchemaOptions): TUnion<T> =>
    made({ '~kind': 'Union' }, { anyOf }, options),
  Array: <T extends TSchema>(items: T, options?: TArrayOptions): TArray<T> =>
    made({ '~kind': 'Array' }, { type: 'array', items }, options),
  Tuple: <T extends TSchema[]>(items: [...T], options?: TSchemaOptions): TTuple<T> =>
    made(
      { '~kind': 'Tuple' },
      { type: 'array', additionalItems: false, items, minItems: items.length },
      options,
    ),
  Object: <P extends TProperties>(properties: P, options?: TObjectOptions): TObject<P> =>
    made({ '~kind': 'Object' }, { type: 'object', ...requiredIn(properties), properties }, options),
  /** An object with any keys, whose values are of one schema. */
  Record: <V extends TSchema>(_key: TString, value: V, options?: TObjectOptions): TRecord<TStringKey, V> =>
    made({ '~kind': 'Record' }, { type: 'object', patternProperties: { '^.*$': value } }, options),
  /** A property that may be left out. */
  Optional: <T extends TSchema>(type: T): TOptional<T> => changed(type, { '~optional': true }),
  /** A JSON Schema whose values have a type that is given. */
  Unsafe: <T>(schema: TSchema): TUnsafe<T> => changed(schema, { '~unsafe': null }),
}

/** A schema of its JSON form, with what TypeBox knows of it beside, hidden. */
function made<T extends TSchema>(hidden: object, schema: object, options?: object): T
function made(hidden: object, schema: object, options?: object): object {
  return withHidden({ ...schema, ...options }, hidden)
}

/** The same schema with something more hidden in it. */
function changed<T extends TSchema>(schema: TSchema, hidden: object): T
function changed(schema: TSchema, hidden: object): object {
  return withHidden(Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema)), hidden)
}

function withHidden(schema: object, hidden: object): object {
  for (const [key, value] of Object.entries(hidden)) {
    Object.defineProperty(schema, key, { value, configurable: true, writable: true, enumerable: false })
  }
  return schema
}

function requiredIn(properties: TProperties): object {
  const required = Object.entries(properties).flatMap(([name, schema]) =>
    '~optional' in schema ? [] : [name],
  )
  return required.length > 0 ? { required } : {}
}
