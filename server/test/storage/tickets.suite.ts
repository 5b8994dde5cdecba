import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Redemption, Ticket } from '../../src/identity/ports/ticket-store.ts';
import { newUserId } from '../../src/kernel/ids.ts';
import type { User } from '../../src/identity/ports/user-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, grantRecord, key, now, other, sessionRecord, userRecord } from './records.ts';

const tries = 20;

/** What every database must do with links and codes that prove a mailbox. */
export function ticketSuite(backend: () => Backend): void {
  describe('links and codes of mails', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });

    let people = 0;
    const person = async (over: Partial<User> = {}): Promise<User> => {
      const name = `person${++people}@example.com`;
      const user = userRecord({ id: newUserId(), email: name, canonicalEmail: name, username: undefined, emailVerified: false, ...over });
      await storage.users.insert(acme, user);
      return user;
    };
    const ticketOf = (user: User, over: Partial<Ticket> = {}): Ticket => ({
      key: key(), purpose: 'reset_password', userId: user.id, connection: user.connection, email: user.canonicalEmail ?? '', createdAt: now(), expiresAt: now() + 100, spentAt: undefined, detail: { verifiesEmail: true, browser: 'b', clientId: 'app' }, ...over,
    });
    const issue = async (ticket: Ticket) => { await storage.tickets.commit([storage.tickets.prepareIssue(acme, ticket)]); return ticket; };
    const redemption = (over: Partial<Redemption> = {}): Redemption => ({ at: now(), log: { key: key(), event: 'password.reset', type: 'scp', connection: undefined, result: 'allowed', reason: undefined, clientId: undefined, userId: undefined, address: '', detail: '{}' }, ...over });

    test('a ticket is found as stored, by its key and by person and purpose, in its tenant alone', async () => {
      const user = await person();
      const ticket = await issue(ticketOf(user));
      assert.deepEqual(await storage.tickets.find(acme, ticket.key), ticket);
      assert.deepEqual(await storage.tickets.findOf(acme, user.id, 'reset_password'), ticket);
      assert.equal(await storage.tickets.findOf(acme, user.id, 'verify_email'), undefined);
      assert.equal(await storage.tickets.find(other, ticket.key), undefined);
    });

    test('A159: a newer ticket of a person takes the place of the older one of the same purpose; others stay', async () => {
      const user = await person();
      const [verification, older, newer] = [await issue(ticketOf(user, { purpose: 'verify_email' })), await issue(ticketOf(user)), await issue(ticketOf(user))];
      assert.equal(await storage.tickets.find(acme, older.key), undefined);
      assert.deepEqual(await storage.tickets.findOf(acme, user.id, 'reset_password'), newer);
      assert.deepEqual(await storage.tickets.find(acme, verification.key), verification);
      assert.equal(await storage.tickets.redeem(acme, older, redemption()), 'lost');
    });

    for (const purpose of ['verify_email', 'reset_password', 'invitation'] as const) test(`A159, A180: of many who use one at once (${purpose}) one does, and only what that one brought is stored`, async () => {
      const user = await person();
      const ticket = await issue(ticketOf(user, { purpose }));
      const outcomes = await Promise.all(Array.from({ length: tries }, (_, i) => storage.tickets.redeem(acme, ticket, redemption({ passwordHash: `hash ${i}` }))));
      assert.equal(outcomes.filter((outcome) => outcome === 'redeemed').length, 1);
      const after = await storage.users.find(acme, user.id);
      assert.deepEqual([after?.passwordHash, after?.emailVerified], [`hash ${outcomes.indexOf('redeemed')}`, true]);
      assert.equal((await storage.tickets.find(acme, ticket.key))?.spentAt === undefined, false);
    });

    test('A159: it ends to the second', async () => {
      const ticket = await issue(ticketOf(await person()));
      assert.equal(await storage.tickets.redeem(acme, ticket, redemption({ at: ticket.expiresAt })), 'lost');
      assert.equal(await storage.tickets.redeem(acme, ticket, redemption({ at: ticket.expiresAt - 1 })), 'redeemed');
    });

    test('A159, A179: a change of address or password ends what waits in mails; another change does not', async () => {
      const user = await person();
      const [reset, verification] = [await issue(ticketOf(user)), await issue(ticketOf(user, { purpose: 'verify_email' }))];
      const renamed = { ...user, profile: { name: 'Another' } };
      await storage.users.replace(acme, renamed, { seen: user });
      assert.ok(await storage.tickets.find(acme, reset.key));
      const fresh = ticketOf(user, { purpose: 'verify_email', email: 'new@example.com' });
      const moved = { ...renamed, email: 'moved@example.com', canonicalEmail: 'moved@example.com' };
      assert.equal(await storage.users.replace(acme, moved, { seen: renamed, along: [storage.tickets.prepareIssue(acme, fresh)] }), 'replaced');
      assert.deepEqual([await storage.tickets.find(acme, reset.key), await storage.tickets.find(acme, verification.key)], [undefined, undefined]);
      assert.deepEqual(await storage.tickets.find(acme, fresh.key), fresh, 'what is stored along is for the new address');
      await storage.users.replace(acme, { ...moved, passwordHash: 'another' }, { seen: moved });
      assert.equal(await storage.tickets.find(acme, fresh.key), undefined);
    });

    test('A171, A172: a new password ends every session, grant and other ticket of the person, in one commit, and tells applications', async () => {
      const [user, stranger] = [await person(), await person()];
      const [session, foreign] = [sessionRecord({ userId: user.id }), sessionRecord({ userId: stranger.id })];
      const [grant, kept] = [grantRecord({ userId: user.id, offline: true }), grantRecord({ userId: stranger.id })];
      await storage.tickets.commit([storage.sessions.prepareStart(acme, session), storage.sessions.prepareStart(acme, foreign)]);
      for (const one of [grant, kept]) await storage.grants.commit({ tenant: acme, grant: one });
      const [ticket, pending, strangers] = [await issue(ticketOf(user)), await issue(ticketOf(user, { purpose: 'verify_email' })), await issue(ticketOf(stranger))];
      assert.equal(await storage.tickets.redeem(acme, ticket, redemption({ passwordHash: 'new', ends: { told: [{ sid: session.sid, clientId: 'app' }] } })), 'redeemed');
      assert.deepEqual([await storage.sessions.load(acme, session.key), (await storage.sessions.load(acme, foreign.key))?.key], [undefined, foreign.key]);
      assert.notEqual((await storage.grants.findGrant(acme, grant.key))?.revokedAt, undefined);
      assert.equal((await storage.grants.findGrant(acme, kept.key))?.revokedAt, undefined);
      assert.equal(await storage.tickets.find(acme, pending.key), undefined);
      assert.ok(await storage.tickets.find(acme, strangers.key));
      const told = (await storage.outbox.claim(now(), now() + 5, 100)).filter(({ kind, data }) => kind === 'backchannel_logout' && data['userId'] === user.id);
      assert.deepEqual(told.map(({ data }) => data), [{ clientId: 'app', userId: user.id, sid: session.sid }]);
    });

    test('who is removed leaves no ticket, and what is long over is swept away', async () => {
      const [gone, late] = [await person(), await person()];
      const [first, old, expired] = [await issue(ticketOf(gone)), await issue(ticketOf(late, { expiresAt: now() - 40 * 86_400 })), await issue(ticketOf(late, { purpose: 'verify_email', expiresAt: now() - 10 }))];
      await storage.users.remove(acme, gone.id);
      await storage.sweepExpired(now());
      assert.deepEqual([await storage.tickets.find(acme, first.key), await storage.tickets.find(acme, old.key)], [undefined, undefined]);
      assert.ok(await storage.tickets.find(acme, expired.key), 'who comes late is told so');
    });
  });
}
