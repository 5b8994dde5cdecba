import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TenantId } from '../../../src/kernel/tenant.ts';
import { createMessageSeal } from '../../../src/keys/message-seal.ts';
import { createSealing } from '../../../src/keys/sealing.ts';
import { openNotice, sealNotice } from '../../../src/protocol/ciba/notice.ts';

describe('What waits to be told', () => {
  test('OIDC CIBA §10.2: a notice opens for its own request and tenant, with the same master key, and for nothing else', () => {
    const seal = createMessageSeal(createSealing(Buffer.alloc(32, 3)));
    const place = { tenant: 'default' as TenantId, request: 'r1' };
    const notice = { authReqId: 'id', token: 'bearer', body: { access_token: 't' } };
    const sealed = sealNotice(notice, place, seal);
    assert.deepEqual(openNotice(sealed, place, seal), notice);
    for (const secret of ['bearer', 'access_token']) assert.ok(!sealed.includes(secret));
    assert.throws(() => openNotice(sealed, { ...place, request: 'r2' }, seal));
    assert.throws(() => openNotice(sealed, { ...place, tenant: 'other' as TenantId }, seal));
    assert.throws(() => openNotice(sealed, place, createMessageSeal(createSealing(Buffer.alloc(32, 4)))));
  });
});
