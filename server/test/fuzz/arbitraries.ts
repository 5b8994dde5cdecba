import fc, { type Arbitrary } from 'fast-check';
import { anyJson, anyText } from './hostile.ts';

/** A JSON Schema, as far as the document of the Management API uses it. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly not?: object;
}

/** Values that a server told before: what exists is asked about more often than what does not. */
export interface Known { texts(): readonly string[] }

/** Values that a schema allows. What can not be made from a schema is made at random: then it is refused, which is an answer too. */
export function allowedBy(schema: JsonSchema, known: Known): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined && schema.anyOf.length > 0) return fc.oneof(...schema.anyOf.map((one) => allowedBy(one, known)));
  const make = makers[schema.type ?? ''];
  return make === undefined ? anyJson : make(schema, known);
}

const makers: Readonly<Record<string, (schema: JsonSchema, known: Known) => Arbitrary<unknown>>> = {
  string: textOf,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  integer: ({ minimum = -10, maximum = 1_000_000 }) => fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.max(minimum, maximum)) }),
  number: ({ minimum = -10, maximum = 1_000_000 }) => fc.double({ min: minimum, max: Math.max(minimum, maximum), noNaN: true }),
  array: ({ items = {}, minItems = 0, maxItems = 5 }, known) => fc.array(allowedBy(items, known), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 5)) }),
  object: objectOf,
};

function textOf({ pattern, minLength = 0, maxLength = 60 }: JsonSchema, known: Known): Arbitrary<string> {
  const plain = fc.string({ unit: 'grapheme-ascii', minLength, maxLength: Math.max(minLength, Math.min(maxLength, minLength + 40)) });
  // A pattern that can not be turned round is left to chance.
  const matching = pattern === undefined ? undefined : tried(() => fc.stringMatching(new RegExp(pattern)));
  const told = fc.nat().map((at) => { const texts = known.texts(); return texts[at % Math.max(1, texts.length)] ?? 'x'; });
  return fc.oneof({ weight: 3, arbitrary: matching ?? plain }, { weight: 2, arbitrary: told }, { weight: 1, arbitrary: anyText });
}

const tried = <T>(make: () => T): T | undefined => { try { return make(); } catch { return undefined; } };

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema, known: Known): Arbitrary<unknown> {
  const named = fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, allowedBy(schema, known)])), { requiredKeys: [...required].filter((name) => name in properties) });
  if (additionalProperties === false || Object.keys(properties).length > 0) return named;
  return fc.dictionary(fc.string({ maxLength: 20 }), typeof additionalProperties === 'object' ? allowedBy(additionalProperties, known) : anyJson, { maxKeys: 4 });
}

/** Values that are near to what a schema allows, and wrong in one place or altogether. */
export const nearly = (schema: JsonSchema, known: Known): Arbitrary<unknown> => fc.oneof(
  { weight: 1, arbitrary: anyJson },
  { weight: 3, arbitrary: fc.tuple(allowedBy(schema, known), fc.nat(), anyText, anyJson).map(([value, at, name, strange]) => spoilt(value, { at, name, strange })) },
);

function spoilt(value: unknown, { at, name, strange }: { readonly at: number; readonly name: string; readonly strange: unknown }): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [strange] : value.map((one: unknown, index) => (index === at % value.length ? strange : one));
  if (typeof value !== 'object' || value === null) return strange;
  const names = Object.keys(value);
  const target = names.length === 0 || at % 4 === 0 ? name : names[at % names.length] ?? name;
  const inner = (value as Readonly<Record<string, unknown>>)[target];
  return Object.fromEntries([...Object.entries(value).filter(([other]) => other !== target), [target, at % 3 === 0 && typeof inner === 'object' ? spoilt(inner, { at: at >> 2, name, strange }) : strange]]);
}
