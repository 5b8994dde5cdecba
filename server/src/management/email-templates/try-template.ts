import Type from 'typebox';
import { reserveAll, type Limit } from '../../identity/attack-protection/reserve.ts';
import type { MailTrialOutcome } from '../../identity/ports/mail-trial.ts';
import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { operation } from '../contract.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findWords } from './draft-words.ts';
import { findName } from './prove-template.ts';
import { updateBody } from './schema.ts';
import { languageOfTexts, trialClient } from './trial-members.ts';

const maybe = Type.Optional;
const { body, from, subject } = updateBody.properties;
const trialBody = Type.Object({
  to: Type.String({ minLength: 3, maxLength: 254, description: 'One address.' }),
  language: languageOfTexts, client_id: trialClient,
  body, from, subject,
}, { additionalProperties: false, description: 'body, from and subject stand for this mail in the place of those that are stored.' });
/** What came of a trial. */
export const trialView = Type.Object({
  outcome: Type.Union([Type.Literal('delivered', { description: 'An SMTP server took it.' }), Type.Literal('kept', { description: 'It is in the outbox of development, /u/outbox.' }), Type.Literal('not_sent')]),
  from: Type.String(), subject: Type.String(), language: Type.String(),
  enabled: Type.Boolean({ description: 'false: the template is switched off, and people do not get this mail.' }),
  flaw: maybe(Type.String({ description: 'Why a text of the template was left out for this server’s own.' })),
  server: maybe(Type.String({ description: 'The SMTP server of the tenant; left out for that of the operator.' })),
  said: maybe(Type.String({ description: 'What the SMTP server said.' })),
  problem: maybe(Type.String({ description: 'A stable word for what went wrong.' })), explain: maybe(Type.String()), fix: maybe(Type.Array(Type.String())),
});

const window = 900;
const reason = 'mail.trial_throttled';
/** Whoever may try mails fills nobody's mailbox with them. */
const toAddress: Limit = { kind: 'mail_trial.address', most: 5, window, reason };
const inTenant: Limit = { kind: 'mail_trial.tenant', most: 20, window, reason };

/** A trial costs its place whatever comes of it. */
async function reserveTrial({ id }: Tenant, to: string, tools: ManagementTools): Promise<ManagementRefusal | undefined> {
  const places = await reserveAll(id, [{ limit: toAddress, of: [to.toLowerCase()] }, { limit: inTenant, of: [] }], tools);
  if (!(places instanceof Refusal)) return undefined;
  const until = new Date((places.evidence.retryAt ?? 0) * 1000).toISOString();
  return new ManagementRefusal(429, `Too many mails were tried: ${toAddress.most} to one address and ${inTenant.most} in all may be in ${window / 60} minutes. Try again at ${until}.`, { errorCode: 'too_many_requests', reason });
}

const answerOf = ({ trouble, ...rest }: MailTrialOutcome, { enabled }: TenantMailTemplate) => Object.fromEntries(Object.entries({ ...rest, enabled, ...trouble }).filter(([, value]) => value !== undefined));

/** Our own operation: a mail with sample values to somebody who wants to see it, and what the SMTP server said. */
export const tryTemplate = operation<ManagementTools>()({
  id: 'emailTemplates.try', method: 'POST', path: '/email-templates/{templateName}/try', scopes: ['update:email_templates'], status: 200, query: Type.Object({}), body: trialBody, output: trialView,
  summary: 'Sends a mail with sample values to an address and tells what the SMTP server said; it waits for it. This server’s own: Auth0 has none.',
}, async ({ tenant, path, body: sent }, tools) => {
  const name = findName(path);
  if (typeof name !== 'string') return name;
  if (!tools.mailInspector.isMailbox(sent.to)) return invalidBody('to: it must be one address, like name@example.com.');
  if (sent.client_id !== undefined && await tools.clients.findClient(tenant.id, sent.client_id) === undefined) return invalidBody('client_id: there is no such application.');
  const words = await findWords(tenant, name, { sent, tools });
  if (words instanceof ManagementRefusal) return words;
  const refused = await reserveTrial(tenant, sent.to, tools);
  if (refused !== undefined) return refused;
  return answerOf(await tools.mailTrial.send(tenant, { template: name, to: sent.to, language: sent.language ?? 'en', clientId: sent.client_id, words }), words);
});
