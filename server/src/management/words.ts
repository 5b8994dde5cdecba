import Type from 'typebox';

/** Auth0: what is written down about a session or a refresh token: 25 words of 255 characters. */
export const words = Type.Union([Type.Record(Type.String({ minLength: 1, maxLength: 255 }), Type.String({ maxLength: 255 }), { maxProperties: 25 }), Type.Null()], { description: 'Words of your own, in the place of all those of before; null or {} takes them away.' });
