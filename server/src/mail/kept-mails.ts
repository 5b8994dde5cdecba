import type { KeptMail, KeptMails } from '../identity/ports/kept-mail.ts';
import type { TenantId } from '../kernel/tenant.ts';
import type { Clock, Seconds } from '../kernel/time.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { PendingStore } from '../protocol/ports/pending-store.ts';

/** Where kept mail lies. */
export interface KeptMailTools { readonly pending: PendingStore; readonly messageSeal: MessageSeal; readonly clock: Clock }

interface Sealed { readonly sealed: string }

const keptFor: Seconds = 7 * 86_400;
const mostListed = 100;

/** The outbox of development. Its links and codes are sealed here too. */
export function createKeptMails({ pending, messageSeal, clock }: KeptMailTools): KeptMails {
  const contextOf = (tenant: TenantId, key: string) => `kept mail ${tenant} ${key}`;
  const openKept = (tenant: TenantId, { key, data }: { readonly key: string; readonly data: Sealed }) => JSON.parse(messageSeal.open(data.sealed, contextOf(tenant, key))) as KeptMail;
  return {
    async keep(tenant, mail) {
      const data: Sealed = { sealed: messageSeal.seal(JSON.stringify(mail), contextOf(tenant, mail.key)) };
      // One that is there already was kept by a try whose end nobody noted.
      await pending.open(tenant, [{ kind: 'kept_mail', key: mail.key, version: 1, expiresAt: clock.now() + keptFor, data }]);
    },
    async list(tenant) { return (await pending.list<Sealed>(tenant, 'kept_mail', mostListed)).map((thing) => openKept(tenant, thing)); },
    async find(tenant, key) {
      const thing = await pending.load<Sealed>(tenant, 'kept_mail', key);
      return thing === undefined ? undefined : openKept(tenant, thing);
    },
  };
}
