import type { Session } from '../../identity/ports/session-store.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { ManagementCall } from '../contract.ts';
import type { PeopleTools } from '../people-tools.ts';

type Call = Pick<ManagementCall<unknown, unknown>, 'tenant' | 'audit' | 'audited'>;
const atOnce = 100;

/** Ends one session. `line` is stored with the end; where somebody else ended it a moment ago nothing is, and the answer's own line tells of the call. */
export async function endSession({ tenant, audit, audited }: Call, { session, offline }: { readonly session: Session; readonly offline: boolean }, tools: PeopleTools): Promise<void> {
  const log = audit();
  await tools.endSession(tenant, { session, offline, log });
  if ((await tools.logs.find(tenant.id, log.key)) !== undefined) audited();
}

/** Whose sessions end, with the offline access or without. `logged`: the line of the log is written already. */
export interface EndOfAll { readonly userId: string; readonly offline: boolean; readonly logged?: boolean }

/** Ends every session of a person, newest first, each with its messages. The first that ends carries the line of the log. */
export async function endSessionsOf(call: Call, { userId, offline, logged = false }: EndOfAll, tools: PeopleTools): Promise<void> {
  const { tenant } = call;
  let written = logged;
  let before: TokenKey | undefined;
  const noted = { ...call, audited: () => { written = true; call.audited(); } };
  for (;;) {
    const page = await tools.sessions.pageByUser(tenant.id, userId, { now: tools.clock.now(), before, take: atOnce });
    for (const session of page) await (written ? tools.endSession(tenant, { session, offline }) : endSession(noted, { session, offline }, tools));
    if (page.length < atOnce) return;
    before = page.at(-1)?.key;
  }
}
