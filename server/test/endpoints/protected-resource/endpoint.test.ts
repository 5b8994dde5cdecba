import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { resourceServerDefaults } from '../../../src/protocol/client/resource-server.ts';
import { resourceMetadataAddress } from '../../../src/protocol/resource-access/resource-metadata.ts';
import { startHouse, type RunningHouse } from '../../flows/house.ts';

describe('metadata of resources at the origin of the issuer', () => {
  let house: RunningHouse;
  before(async () => {
    house = await startHouse();
    const { storage, defaultTenant: tenant } = house.house;
    for (const [i, identifier] of [`${house.issuer}api/v2/`, `${house.issuer}mcp`].entries()) {
      await storage.registry.insertResourceServer({
        tenant: tenant.id, id: `api_own${i}`, identifier, name: `Own ${i}`, permissions: [{ value: 'read:x', description: 'x' }], tokenTtl: 3600, signingAlg: 'RS256', dialect: 'auth0', allowOfflineAccess: false, skipConsentForFirstParty: true,
        introspectors: [], ...resourceServerDefaults, enabled: true, sample: false,
      });
    }
  });
  after(() => house.stop());
  const get = async (path: string) => {
    const response = await fetch(`${house.origin}/.well-known/oauth-protected-resource${path}`, { headers: { origin: 'https://inspector.example' } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  };

  test('RFC 9728 §3.1: userinfo, the Management API and every API under an address here describe themselves, to any origin', async () => {
    for (const [path, scope] of [['/userinfo', 'openid'], ['/api/v2/', 'read:x'], ['/mcp', 'read:x']] as const) {
      const { status, body, headers } = await get(path);
      assert.equal(status, 200, path);
      // RFC 9728 §3.3: identical to what the address was made of.
      assert.equal(body['resource'], `${house.origin}${path}`);
      assert.deepEqual(body['authorization_servers'], [house.issuer]);
      assert.deepEqual(body['bearer_methods_supported'], ['header']);
      assert.ok((body['scopes_supported'] as string[]).includes(scope));
      assert.equal(headers.get('access-control-allow-origin'), '*');
    }
  });

  test('RFC 9728 §3: what is no resource here has no metadata, however it is written', async () => {
    for (const path of ['', '/', '/nothing', '/api/v2', '/mcp/', '/mcp/../mcp', '//mcp', '/%6dcp', '/api.example', '/https://api.example']) assert.equal((await get(path)).status, path === '/mcp/../mcp' ? 200 : 404, path);
  });

  test('RFC 9728 §5.1: the challenge of userinfo names its metadata', async () => {
    const { status, headers } = await fetch(`${house.origin}/userinfo`);
    assert.equal(status, 401);
    const address = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    assert.equal(address, resourceMetadataAddress(`${house.issuer}userinfo`));
    assert.equal(((await (await fetch(address)).json()) as Record<string, unknown>)['resource'], `${house.issuer}userinfo`);
  });

  test('RFC 9728 §3.1: the well-known name goes between host and path', () => {
    assert.equal(resourceMetadataAddress('https://api.example/v1/things'), 'https://api.example/.well-known/oauth-protected-resource/v1/things');
    for (const origin of ['https://api.example', 'https://api.example/']) assert.equal(resourceMetadataAddress(origin), 'https://api.example/.well-known/oauth-protected-resource');
    assert.equal(resourceMetadataAddress('https://api.example/a?b=c'), 'https://api.example/.well-known/oauth-protected-resource/a?b=c');
  });
});
