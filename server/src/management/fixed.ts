import Type, { type TLiteralValue } from 'typebox';

/** A member that is what it is: it may be written back as it was read, and anything else is refused with the reason. */
export const fixed = <Value extends TLiteralValue>(value: Value, why: string) => Type.Optional(Type.Literal(value, { description: why }));
/** A list that is what it is. */
export const fixedList = (values: readonly string[], why: string) => Type.Optional(Type.Array(Type.Union(values.map((value) => Type.Literal(value, { description: why }))), { maxItems: values.length, minItems: values.length, uniqueItems: true, description: why }));
/** Nothing, in each of the ways in which that is written. */
export const nothing = (why: string) => Type.Optional(Type.Union([Type.Null({ description: why }), Type.Literal('', { description: why }), Type.Array(Type.Never(), { maxItems: 0, description: why })]));
