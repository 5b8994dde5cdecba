import type { Connection } from './connection.ts';
import { passwordConnection } from './password-connection.ts';

/**
 * Where administrators come from: the databases that are enabled for the dashboard; where none is, the one that every tenant begins with, or else the first.
 * Nobody makes an account there by the dashboard, and no other kind of connection leads to it.
 */
export function connectionsOfDashboard(enabled: readonly Connection[], all: readonly Connection[]): readonly Connection[] {
  const chosen = enabled.filter(isDatabase);
  const databases = all.filter(isDatabase);
  const usual = databases.find(({ name }) => name === passwordConnection) ?? databases[0];
  return (chosen.length > 0 || usual === undefined ? chosen : [usual]).map((one) => ({ ...one, options: { ...one.options, disable_signup: true } }));
}

const isDatabase = ({ strategy }: Connection) => strategy === 'auth0';
