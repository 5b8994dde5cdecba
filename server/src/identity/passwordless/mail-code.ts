import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { newKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { reserveCodeMail } from '../attack-protection/mailed-code-limits.ts';
import type { Mailer } from '../ports/mailer.ts';
import { parseEmail, type Email } from '../users/canonical-login.ts';
import { placeName, type CodePlace, type MailedCodeTools } from './code-place.ts';
import { codeRulesOf } from './code-rules.ts';
import { digitCode } from './digit-code.ts';
import { findMailPerson } from './find-mail-person.ts';

/** A mail that somebody asks for who proved nothing; `email` as it was typed, `address` of the network. */
export interface AskedCode extends CodePlace {
  readonly language: string; readonly address: string; readonly record: DecisionRecord;
  /** The address is that of an application that proved itself. */
  readonly behind: boolean;
  /** Makes the link of a code; `undefined`: the code itself stands in the mail. */
  readonly linkOf: ((code: string) => string) | undefined;
  /** The line of the log, stored with the code. */
  readonly line: () => PreparedWrite;
}

/**
 * Stores a code, and mails it to who has an account, or where new people are taken, may get one. For anybody else the same is stored, in one commit too:
 * neither status, words nor time tell whether there is an account. The decision record knows.
 */
export async function mailCode(asked: AskedCode, tools: MailedCodeTools & { readonly mailer: Mailer }): Promise<Email | Refusal> {
  const { tenant, connection, address, behind, record } = asked;
  record.facts.connection = connection.name;
  const email = parseEmail(asked.email);
  if (email instanceof Refusal) return new Refusal('invalid_request', 'passwordless.email_malformed', email.evidence);
  const refusal = await reserveCodeMail({ tenant: tenant.id, email: email.canonical, address, behind }, tools);
  if (refusal !== undefined) return refusal;
  record.pass('passwordless.mails');
  const person = await findMailPerson(tenant.id, { connection, email: email.canonical }, tools);
  if (person instanceof Refusal) record.refuse(person);
  else if (person !== undefined) record.facts.userId = person.id;
  const { length, ttl, words } = codeRulesOf(connection.options);
  const code = { key: newKey(tools.clock.nowMs()), expiresAt: tools.clock.now() + ttl };
  const digits = digitCode(tools.mailedCodeKey, { key: code.key, length });
  const mail = person instanceof Refusal ? [] : [tools.mailer.prepare(tenant.id, {
    // As it is stored, or in the one form under which it will be: what is typed may look the same and lead elsewhere.
    template: 'passwordless_email', to: person?.email ?? email.canonical, language: asked.language, userId: person?.id, clientId: asked.clientId, words, expiresAt: code.expiresAt,
    data: { connection: { name: connection.name }, ...(asked.linkOf === undefined ? { code: digits, send: 'code' } : { url: asked.linkOf(digits), send: 'link' }) },
  })];
  await tools.mailedCodes.replace(tenant.id, { name: placeName(asked, email.canonical), code }, [...mail, asked.line()]);
  return email;
}
