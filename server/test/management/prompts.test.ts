import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authorizeUrl, newPkce } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: the words and languages of hosted pages', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const login = async (locale: string) => {
    const browser = house.running.browser();
    return (await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), locale === '' ? {} : { ui_locales: locale })))).text;
  };
  const refused = async (path: string, body: object, [told, status = 400]: readonly [told: RegExp, status?: number]) => {
    const answer = await house.ask('PUT', path, { body });
    assert.deepEqual([answer.status, told.test(String(answer.body['message']))], [status, true], JSON.stringify(answer.body));
  };

  test('own words are told at once in their language and in no other, and are taken back by an empty body', async () => {
    assert.deepEqual((await house.ask('GET', '/prompts/login/custom-text/de')).body, {});
    const own = { login: { title: 'Willkommen bei {tenant} für {app}', password: 'Kennwort <b>' } };
    const set = await house.ask('PUT', '/prompts/login/custom-text/de', { body: own });
    assert.deepEqual([set.status, set.body], [200, own], JSON.stringify(set.body));
    assert.deepEqual((await house.ask('GET', '/prompts/login/custom-text/de')).body, own);
    const german = await login('de');
    assert.match(german, /Willkommen bei <bdi>/);
    assert.match(german, /Kennwort &lt;b>/);
    assert.match(german, />Konto anlegen</);
    assert.doesNotMatch(await login('fr'), /Willkommen|Kennwort/);
    await house.ask('PUT', '/prompts/signup/custom-text/de', { body: { signup: { title: 'Neu hier' } } });
    await house.ask('PUT', '/prompts/login/custom-text/de', { body: {} });
    assert.doesNotMatch(await login('de'), /Willkommen/);
    assert.deepEqual((await house.ask('GET', '/prompts/signup/custom-text/de')).body, { signup: { title: 'Neu hier' } });
  });

  test('words that can not be told are refused with what could be', async () => {
    await refused('/prompts/login/custom-text/tlh', {}, [/do not speak 'tlh'\. They speak en, de, es, fr, pl, ar/]);
    await refused('/prompts/nothing/custom-text/de', {}, [/'nothing' \(there are .*consent.*login/, 404]);
    await refused('/prompts/login/custom-text/de', { signup: {} }, [/has one screen, login/]);
    await refused('/prompts/login/custom-text/de', { login: { heading: 'x' } }, [/no text 'heading'\. It has .*title/]);
    await refused('/prompts/login/custom-text/de', { login: { constructor: 'x' } }, [/no text 'constructor'/]);
    await refused('/prompts/login/custom-text/de', { login: { title: 'Hello {user}' } }, [/nothing is known there for \{user\}\. Known are \{app\}, \{tenant\}/]);
    await refused('/prompts/login/custom-text/de', { login: { title: 'x'.repeat(1001) } }, [/title/]);
    await refused('/prompts/login/custom-text/de', { login: { title: 'a\u0000b' } }, [/control characters/]);
    assert.deepEqual((await house.ask('GET', '/prompts/login/custom-text/de')).body, {});
  });

  test('enabled_locales are the languages of the pages; who speaks none of them is told the first', async () => {
    assert.equal((await house.ask('PATCH', '/tenants/settings', { body: { enabled_locales: ['de', 'pl'] } })).status, 200);
    assert.match(await login('fr'), /<html lang="de"/);
    const polish = await login('fr pl-PL');
    assert.match(polish, /<html lang="pl"/);
    assert.deepEqual([...polish.matchAll(/<option value="(\w+)"/g)].map(([, language]) => language), ['de', 'pl']);
    const metadata = await (await fetch(`${house.running.origin}/.well-known/openid-configuration`)).json() as Readonly<Record<string, unknown>>;
    assert.deepEqual(metadata['ui_locales_supported'], ['de', 'pl']);
    await house.ask('PATCH', '/tenants/settings', { body: { enabled_locales: ['pl'] } });
    assert.doesNotMatch(await login(''), /<select/);
    assert.equal((await house.ask('PATCH', '/tenants/settings', { body: { enabled_locales: [] } })).status, 400);
    await house.ask('PATCH', '/tenants/settings', { body: { enabled_locales: ['en', 'de', 'es', 'fr', 'pl', 'ar'] } });
  });
});
