import Type from 'typebox';

/** The language in which a mail is tried or looked at. */
export const languageOfTexts = Type.Optional(Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$', description: 'Of this server’s own texts; en where nothing is said.' }));
/** For which application a mail is tried or looked at. */
export const trialClient = Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Whose application.* the template sees.' }));
