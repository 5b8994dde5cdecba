import Type from 'typebox';

const closed = { additionalProperties: false } as const;
const maybe = Type.Optional;
const words = (most: number) => Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: most });
const historySize = Type.Integer({ minimum: 1, maximum: 24 });
/** A password has 1,024 bytes at most; nobody shall be asked for more characters than that could hold. */
const shortest = Type.Integer({ minimum: 1, maximum: 128 });

const nameAttribute = {
  identifier: maybe(Type.Object({ active: maybe(Type.Boolean()) }, closed)), profile_required: maybe(Type.Boolean()),
  signup: maybe(Type.Object({ status: maybe(Type.Union([Type.Literal('required'), Type.Literal('optional'), Type.Literal('inactive')])) }, closed)),
};
const nameLength = Type.Integer({ minimum: 1, maximum: 128 });

/** Auth0: `password_options`, without what is not judged here: truncated passwords and lists of Auth0. */
const passwordOptions = Type.Object({
  complexity: maybe(Type.Object({
    min_length: maybe(shortest), character_types: maybe(Type.Array(Type.Union([Type.Literal('uppercase'), Type.Literal('lowercase'), Type.Literal('number'), Type.Literal('special')]), { maxItems: 4 })),
    character_type_rule: maybe(Type.Union([Type.Literal('all'), Type.Literal('three_of_four')])),
    identical_characters: maybe(Type.Union([Type.Literal('allow'), Type.Literal('block')])), sequential_characters: maybe(Type.Union([Type.Literal('allow'), Type.Literal('block')])), max_length_exceeded: maybe(Type.Literal('error')),
  }, closed)),
  dictionary: maybe(Type.Object({ active: maybe(Type.Boolean()), custom: maybe(words(200)) }, closed)),
  history: maybe(Type.Object({ active: maybe(Type.Boolean()), size: maybe(historySize) }, closed)),
  profile_data: maybe(Type.Object({ active: maybe(Type.Boolean()) }, closed)),
}, closed);

/** Auth0: the options of a database. What can not be done here is not let in; members that only say so may stand there. */
export const databaseOptions = Type.Object({
  disable_signup: maybe(Type.Boolean({ description: 'Nobody can make an account alone.' })), requires_username: maybe(Type.Boolean({ description: 'New people choose a user name.' })),
  brute_force_protection: maybe(Type.Boolean({ description: 'Wrong passwords are counted for the account, too. They are counted for the address in any case.' })),
  validation: maybe(Type.Union([Type.Object({ username: maybe(Type.Union([Type.Object({ min: nameLength, max: nameLength }, closed), Type.Null()])) }, closed), Type.Null()])),
  attributes: maybe(Type.Object({ email: maybe(Type.Object(nameAttribute, closed)), username: maybe(Type.Object({ ...nameAttribute, validation: maybe(Type.Object({ min_length: maybe(nameLength), max_length: maybe(nameLength) }, closed)) }, closed)) }, closed)),
  passwordPolicy: maybe(Type.Union([Type.Literal('none'), Type.Literal('low'), Type.Literal('fair'), Type.Literal('good'), Type.Literal('excellent'), Type.Null()])),
  password_complexity_options: maybe(Type.Union([Type.Object({ min_length: maybe(shortest) }, closed), Type.Null()])),
  password_history: maybe(Type.Union([Type.Object({ enable: Type.Boolean(), size: maybe(historySize) }, closed), Type.Null()])),
  password_dictionary: maybe(Type.Union([Type.Object({ enable: Type.Boolean(), dictionary: maybe(words(2000)) }, closed), Type.Null()])),
  password_no_personal_info: maybe(Type.Union([Type.Object({ enable: Type.Boolean() }, closed), Type.Null()])),
  password_options: maybe(passwordOptions),
  import_mode: maybe(Type.Literal(false)), enabledDatabaseCustomization: maybe(Type.Literal(false)), strategy_version: maybe(Type.Literal(2)), disable_self_service_change_password: maybe(Type.Literal(false, { description: 'People may always choose a new password.' })),
  authentication_methods: maybe(Type.Object({ password: maybe(Type.Object({ enabled: Type.Literal(true) }, closed)), passkey: maybe(Type.Object({ enabled: Type.Literal(false) }, closed)) }, closed)),
}, closed);
