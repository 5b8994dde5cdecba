import type { Family } from '../ground.ts';

/** OIDC Registration §2: what holds where a request is silent. */
export const defaults: Family = (read) => {
  const maxAge = read.whole('default_max_age');
  const requireAuthTime = read.flag('require_auth_time');
  read.accept('require_auth_time', requireAuthTime);
  return { defaults: { maxAge, requireAuthTime, acrValues: read.texts('default_acr_values', 20) ?? [] } };
};
