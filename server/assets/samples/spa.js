// The single-page sample: Authorization Code with PKCE (RFC 7636), without a secret and without a library.
// Tokens live in this page's memory only; what must survive the redirect (state, nonce, verifier) lives in sessionStorage until it is used.
const app = document.querySelector('[data-app]');
const { issuer, clientId, audience, scope } = app.dataset;
const redirectUri = location.origin + location.pathname;
const pendingKey = 'gatehouse-sample-spa';
let tokens;

const part = (id) => app.querySelector(`#${id}`);
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

function tell(good, title, detail) {
  part('notice').hidden = false;
  part('notice').className = `note ${good ? 'ok' : 'bad'}`;
  part('notice-title').textContent = title;
  part('notice-detail').textContent = detail;
}

async function signIn() {
  const pending = { state: random(), nonce: random(), verifier: random() };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier)));
  location.assign(`${issuer}authorize?${new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope, audience,
    state: pending.state, nonce: pending.nonce, code_challenge: challenge, code_challenge_method: 'S256',
  })}`);
}

async function post(path, fields) {
  const response = await fetch(issuer + path, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...fields }) });
  const text = await response.text();
  return { ok: response.ok, status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

async function finishSignIn() {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state')) return;
  const pending = JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null');
  sessionStorage.removeItem(pendingKey);
  history.replaceState(null, '', location.pathname);
  if (pending === null || pending.state !== answer.get('state')) { tell(false, 'This answer does not belong to a login of this page.', 'The state value is unknown.'); return; }
  if (answer.get('iss') !== issuer) { tell(false, 'Another server answered.', `iss is ${answer.get('iss')}`); return; }
  if (answer.has('error')) { tell(false, 'The server did not sign you in.', `${answer.get('error')}: ${answer.get('error_description')}`); return; }
  const { ok, body } = await post('oauth/token', { grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirectUri, code_verifier: pending.verifier });
  if (!ok) { tell(false, 'The token endpoint refused.', `${body.error}: ${body.error_description}`); return; }
  // OIDC Core §3.1.3.7: the ID token came straight from the issuer; issuer, audience, expiry and nonce are compared.
  const claims = decode(body.id_token)[1];
  if (claims.iss !== issuer || claims.aud !== clientId || claims.nonce !== pending.nonce || claims.exp * 1000 <= Date.now()) { tell(false, 'The ID token can not be trusted.', JSON.stringify(claims, null, 2)); return; }
  tokens = body;
}

function decode(token) {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const read = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))));
  return [read(parts[0]), read(parts[1])];
}

const shown = (token) => {
  const parts = decode(token);
  return parts === undefined ? `${token}\n\nOpaque: only the server can read it.` : `${JSON.stringify(parts[0])}\n${JSON.stringify(parts[1], null, 2)}`;
};

function show() {
  part('signed-out').hidden = tokens !== undefined;
  part('signed-in').hidden = tokens === undefined;
  if (tokens === undefined) return;
  const claims = decode(tokens.id_token)[1];
  part('who').textContent = claims.name ?? claims.email ?? claims.sub;
  part('scope').textContent = tokens.scope ?? scope;
  part('id-token').textContent = shown(tokens.id_token);
  part('access-token').textContent = shown(tokens.access_token);
}

async function callApi(token, init = {}) {
  const response = await fetch('/samples/api/appointments', { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  const challenge = response.headers.get('www-authenticate');
  tell(response.ok, `The API answered ${response.status}.`, `${challenge === null ? '' : `WWW-Authenticate: ${challenge}\n`}${JSON.stringify(await response.json(), null, 2)}`);
}

async function refresh() {
  const before = tokens.refresh_token;
  const { ok, body } = await post('oauth/token', { grant_type: 'refresh_token', refresh_token: before });
  if (!ok) { tell(false, 'The token endpoint refused.', `${body.error}: ${body.error_description}`); return; }
  tokens = { ...tokens, ...body };
  tell(true, 'New tokens arrived.', tokens.refresh_token === before ? 'The refresh token stayed the same.' : 'The refresh token was replaced: the old one is spent.');
  show();
}

async function signOut() {
  const { id_token: hint, refresh_token: refreshToken } = tokens;
  tokens = undefined;
  if (refreshToken !== undefined) await post('oauth/revoke', { token: refreshToken, token_type_hint: 'refresh_token' });
  location.assign(`${issuer}oidc/logout?${new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: redirectUri })}`);
}

const actions = {
  'sign-in': signIn,
  'call': () => callApi(tokens.access_token),
  'call-id-token': () => callApi(tokens.id_token),
  'book': () => callApi(tokens.access_token, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"what":"Haircut"}' }),
  'refresh': refresh,
  'logout': signOut,
};

const run = (work) => work().catch((error) => tell(false, 'That did not work.', String(error)));

app.addEventListener('click', (event) => {
  const action = actions[event.target.closest('[data-action]')?.dataset.action];
  if (action !== undefined) run(action);
});
run(async () => { await finishSignIn(); show(); });
