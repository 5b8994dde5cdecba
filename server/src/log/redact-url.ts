/** Parameters whose values open something, or name a person. */
const hidden: ReadonlySet<string> = new Set([
  'access_token', 'refresh_token', 'id_token', 'id_token_hint', 'logout_token', 'token', 'subject_token', 'actor_token', 'code', 'device_code', 'user_code', 'code_verifier',
  'client_secret', 'client_assertion', 'assertion', 'request', 'password', 'state', 'nonce', 'ticket', 'csrf', 'login_hint', 'logout_hint', 'mfa_token', 'otp', 'oob_code', 'recovery_code', 'setup', 'sid',
]);

/** A URL (or a path with a query, or a fragment with parameters) as the log may hold it: values of secret parameters, and of what only looks like one, are replaced. */
export function redactUrl(url: string): string {
  const start = url.search(/[?#]/);
  if (start === -1) return url;
  return url.slice(0, start) + url.slice(start).replace(/[?#&][^=&#]*=[^&#]*/g, redactPair);
}

/** `?name=value`, with the character before it. */
function redactPair(pair: string): string {
  const equals = pair.indexOf('=');
  return isHidden(pair.slice(1, equals), pair.slice(equals + 1)) ? `${pair.slice(0, equals)}=hidden` : pair;
}

/** Encoded names are read too. A long run of token characters is hidden wherever it stands. */
function isHidden(name: string, value: string): boolean {
  return hidden.has(decoded(name).toLowerCase()) || /[A-Za-z0-9_-]{40}/.test(value);
}

function decoded(name: string): string {
  try { return decodeURIComponent(name); } catch { return name; }
}
