import type { MailedCode, MailedCodeStore } from '../identity/ports/mailed-code-store.ts';
import type { PendingStore } from '../protocol/ports/pending-store.ts';
import type { SingleUseStore } from '../protocol/ports/single-use-store.ts';
import { markMargin } from '../protocol/tokens/lifetimes.ts';

const kind = 'mail_code';

/** How long the mark of a used code is kept. */
export const keepCodeUntil = ({ expiresAt }: MailedCode): number => expiresAt + markMargin;

/** Codes wait with everything else that waits, and are spent with everything else that is good once. */
export const mailedCodesOf = ({ pending, singleUse }: { readonly pending: PendingStore; readonly singleUse: SingleUseStore }): MailedCodeStore => ({
  async replace(tenant, { name, code }, along) {
    for (;;) {
      const before = await pending.load<MailedCode>(tenant, kind, name);
      const next = { kind, key: name, version: (before?.version ?? 0) + 1, expiresAt: code.expiresAt, data: code } as const;
      const outcome = before === undefined ? await pending.open(tenant, [next], along) : await pending.advance(tenant, next, along);
      if (outcome === 'opened' || outcome === 'advanced') return;
    }
  },
  async find(tenant, name) { return (await pending.load<MailedCode>(tenant, kind, name))?.data; },
  async spend(tenant, code) { return await singleUse.consume(tenant, { kind, key: code.key, keepUntil: keepCodeUntil(code) }) === 'first'; },
});
