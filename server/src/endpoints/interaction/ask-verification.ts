import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { prepareAskedMail, type AskMailTools } from '../../identity/tickets/ask-mail.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { languageOf } from '../error-page/language.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { databasesOfStep } from './databases.ts';
import { openMailWait } from './mail-transaction.ts';
import type { OpenStep } from './prove-step.ts';
import type { TransactionTools } from './transaction.ts';

/** A sign-in that waits until an address is proved. `event`: the line of the log; `mail`: in the place of one that is looked up by the address. */
export interface Unproved { readonly step: OpenStep; readonly email: string; readonly event: string; /** Which mail is sent; the page is the same. */ readonly purpose?: 'verify_email' | 'reset_password'; readonly mail?: readonly PreparedWrite[] }

/**
 * Nobody goes on who has not proved the address: a mail is sent, and its code is typed on the page that follows. Where too many were sent already, the page is there all the same.
 */
export async function askVerification(request: Request, { step, email, event, purpose = 'verify_email', mail }: Unproved, tools: AskMailTools & TransactionTools & EventTools & { readonly connections: ConnectionDirectory }): Promise<Reply | Refusal> {
  const { tenant, address, record } = request;
  const { transaction, client, browser } = step;
  const uiLocales = transaction.request['ui_locales']?.[0];
  const databases = await databasesOfStep(request, step, tools);
  if (databases instanceof Refusal) return databases;
  const connections = databases.map(({ name }) => name);
  const detail = { verifiesEmail: true, origin: transaction.key, ...(client === undefined ? {} : { clientId: client.id }), ...(purpose === 'verify_email' ? { browser } : {}) };
  const asked = mail ?? (await prepareAskedMail({ tenant, connections, email, purpose, detail, language: languageOf(request, uiLocales), address, record }, tools));
  const along = [...(asked instanceof Refusal ? [] : asked), tools.log.prepareLine(tenant.id, logRecordOf(request, event, tools))];
  const wait = { purpose: 'verify_email', email, connections, origin: transaction.key, ticket: undefined, uiLocales } as const;
  const { state, cookies } = await openMailWait(request, { clientId: client?.id, along, wait }, tools);
  return { kind: 'redirect', to: `/u/check-email?state=${state}`, cookies };
}
