import Type from 'typebox';

const closed = { additionalProperties: false } as const;
const maybe = Type.Optional;

/** Auth0: the options of passwordless sign-in by mail. Lifetimes in seconds. */
export const emailOptions = Type.Object({
  name: maybe(Type.String({ maxLength: 128 })), disable_signup: maybe(Type.Boolean()), brute_force_protection: maybe(Type.Boolean()),
  email: maybe(Type.Object({ from: maybe(Type.String({ maxLength: 320 })), subject: maybe(Type.String({ maxLength: 300 })), body: maybe(Type.String({ maxLength: 50_000 })), syntax: maybe(Type.Literal('liquid')) }, closed)),
  totp: maybe(Type.Object({ length: maybe(Type.Integer({ minimum: 6, maximum: 10 })), time_step: maybe(Type.Integer({ minimum: 60, maximum: 600 })) }, closed)),
  import_mode: maybe(Type.Literal(false)),
}, closed);
