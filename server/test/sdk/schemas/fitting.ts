import Type, { type Static, type TArray, type TObject, type TProperties, type TSchema } from 'typebox';

/** Members of an answer that the type of the package does not know; a type with an index signature knows all. */
type Strange<Schema extends TSchema, Wanted, Ours extends string> = Exclude<Static<Schema> extends readonly unknown[] ? never : keyof Static<Schema>, keyof Wanted | Ours>;

/**
 * Takes a schema whose every value is one of the package's own type: what does not fit does not compile, nor does a member that the type does not know, unless it is named as ours.
 * What the type leaves open (nearly every member is optional there) the schema says: what Gatehouse always answers is required.
 */
export const fitting = <Wanted, Ours extends string = never>() =>
  <Schema extends TSchema>(schema: Static<Schema> extends Wanted ? ([Strange<Schema, Wanted, Ours>] extends [never] ? Schema : never) : never): Schema => schema;

/** An object with these members and no others. */
export const closed = <Properties extends TProperties>(properties: Properties): TObject<Properties> => Type.Object(properties, { additionalProperties: false });
/** One of these words. */
export const oneOf = <const Words extends readonly string[]>(words: Words) => Type.Unsafe<Words[number]>(Type.Union(words.map((word) => Type.Literal(word))));
/** Text in a known form. */
export const like = (pattern: string) => Type.String({ pattern });
/** Auth0: a time in ISO 8601 with milliseconds. */
export const time = like('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$');
/** An absolute address. */
export const address = like('^https?://[\\x21-\\x7e]+$');
/** A page by number, with its totals. */
export const offsetPage = <Name extends string, Item extends TSchema>(name: Name, item: Item) => closed({ ...totals, ...named(name, item) });
/** A page from a place. */
export const nextPage = <Name extends string, Item extends TSchema>(name: Name, item: Item) => closed({ next: Type.Optional(Type.String({ minLength: 1 })), ...named(name, item) });

const totals = { start: Type.Integer({ minimum: 0 }), limit: Type.Integer({ minimum: 1 }), total: Type.Integer({ minimum: 0 }) };
const named = <Name extends string, Item extends TSchema>(name: Name, item: Item) => ({ [name]: Type.Array(item) }) as { [Key in Name]: TArray<Item> };
