import type { ConnectionOptions } from '../../identity/connections/connection-options.ts';
import type { ConnectionStrategy } from '../../identity/connections/connection.ts';
import { nameRulesOf } from '../../identity/connections/name-rules.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import { findProblems } from '../validate.ts';
import { databaseOptions } from './database-options.ts';
import { emailOptions } from './email-options.ts';
import { oauth2Options, presetOptions } from './plain-options.ts';
import { googleOptions, oidcOptions } from './upstream-options.ts';

const schemas = { auth0: databaseOptions, email: emailOptions, oidc: oidcOptions, 'google-oauth2': googleOptions, oauth2: oauth2Options, facebook: presetOptions, github: presetOptions, linkedin: presetOptions } as const;

/** What is wrong with the options of a connection; `undefined`: they may be kept. */
export function refuseOptions(strategy: ConnectionStrategy, options: ConnectionOptions): ManagementRefusal | undefined {
  const problems = findProblems(schemas[strategy], options).map((problem) => (problem.startsWith('The body') ? problem.replace('The body', 'options') : `options.${problem}`));
  if (problems.length > 0) return invalidBody(`Payload validation error: ${problems.join('; ')}.`);
  return strategy === 'auth0' ? refuseNames(options) : undefined;
}

/** Somebody must be able to make an account, and then to sign in to it. */
function refuseNames(options: ConnectionOptions): ManagementRefusal | undefined {
  const { email, username } = nameRulesOf(options);
  if (username.min > username.max) return invalidBody('Payload validation error: options: a user name can not be longer than its shortest and shorter than its longest at once.');
  if (![email, username].some(({ signup, signsIn }) => signup === 'required' && signsIn)) return invalidBody('Payload validation error: options.attributes: email or username must be required, and an identifier to sign in with.');
  return undefined;
}
