import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as oidc from 'openid-client';
import { openSuite, person, type Suite } from '../conformance/suite.ts';
import { signIn } from '../flows/app.ts';
import { hiddenFields, pageOf } from '../flows/browser.ts';

let suite: Suite;
before(async () => { suite = await openSuite({ https: true }); });
after(() => suite.stop());

/** What the browser posts to the application, as a server that speaks the Fetch API gets it. */
async function posted(config: oidc.Configuration, parameters: Readonly<Record<string, string>>): Promise<Request> {
  const { redirectUri } = suite.app;
  const url = oidc.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid email', ...checks, ...parameters });
  const page = await signIn(suite.house.browser(), url.href.slice(suite.house.origin.length), person);
  assert.equal(pageOf(page), 'form-post');
  assert.match(page.text, new RegExp(`action="${redirectUri}"`));
  return new Request(redirectUri, { method: 'POST', body: new URLSearchParams(hiddenFields(page.text)) });
}
const checks = { state: 'st-1', nonce: 'n-1' };
const expected = { expectedState: checks.state, expectedNonce: checks.nonce };
const because = (reason: RegExp) => ({ cause }: Error) => reason.test(String(cause));
const newConfig = () => oidc.discovery(new URL(suite.house.issuer), suite.app.id, undefined, oidc.ClientSecretBasic(suite.app.secret));

describe('openid-client 6 reads answers that were posted, unmodified', () => {
  test('OAuth Form Post §2: response_type=code', async () => {
    const config = await newConfig();
    const tokens = await oidc.authorizationCodeGrant(config, await posted(config, { response_mode: 'form_post' }), expected);
    assert.equal(tokens.claims()?.nonce, checks.nonce);
    await assert.rejects(oidc.authorizationCodeGrant(config, await posted(config, { response_mode: 'form_post', state: 'another' }), expected), because(/unexpected "state" response parameter value/));
  });

  test('OAuth Form Post §2: response_type=code id_token, with the detached signature that FAPI wants', async () => {
    const config = await newConfig();
    oidc.useCodeIdTokenResponseType(config);
    oidc.enableDetachedSignatureResponseChecks(config);
    const tokens = await oidc.authorizationCodeGrant(config, await posted(config, { response_mode: 'form_post' }), expected);
    assert.equal(tokens.claims()?.nonce, checks.nonce);
  });

  test('OAuth Form Post §2: response_type=id_token', async () => {
    const config = await newConfig();
    oidc.useIdTokenResponseType(config);
    const claims = await oidc.implicitAuthentication(config, await posted(config, { response_mode: 'form_post' }), checks.nonce, { expectedState: checks.state });
    assert.equal(claims['email'], person.email);
    await assert.rejects(oidc.implicitAuthentication(config, await posted(config, { response_mode: 'form_post' }), 'another nonce', { expectedState: checks.state }), because(/unexpected ID Token "nonce" claim value/));
  });

  test('OAuth JARM §2.3.3: form_post.jwt', async () => {
    const config = await newConfig();
    oidc.useJwtResponseMode(config);
    // The library reads this mode, and asks for no other than `jwt` once it does.
    const tokens = await oidc.authorizationCodeGrant(config, await posted(await newConfig(), { response_mode: 'form_post.jwt' }), expected);
    assert.equal(tokens.claims()?.nonce, checks.nonce);
  });

  test('OAuth Form Post §2: an error is posted too', async () => {
    const config = await newConfig();
    const url = oidc.buildAuthorizationUrl(config, { redirect_uri: suite.app.redirectUri, scope: 'openid', ...checks, response_mode: 'form_post', prompt: 'none' });
    const page = await suite.house.browser().get(url.href.slice(suite.house.origin.length));
    const request = new Request(suite.app.redirectUri, { method: 'POST', body: new URLSearchParams(hiddenFields(page.text)) });
    await assert.rejects(oidc.authorizationCodeGrant(config, request, expected), (error: oidc.AuthorizationResponseError) => error.error === 'login_required');
  });
});
