import type { Static } from 'typebox';
import type { headView, mailView, queueView, wayView } from '../../../server/src/management/email-outbox/schema.ts';
import type { view as providerView } from '../../../server/src/management/email-provider/schema.ts';
import type { listView } from '../../../server/src/management/email-templates/list.ts';
import type { previewView } from '../../../server/src/management/email-templates/preview-template.ts';
import type { view as templateView } from '../../../server/src/management/email-templates/schema.ts';
import type { trialView } from '../../../server/src/management/email-templates/try-template.ts';

/** A mail in the list of all. */
export type MessageRow = Static<typeof listView>['templates'][number];
/** The name of a mail. */
export type MessageName = MessageRow['template'];
/** A mail as the tenant wrote it anew. */
export type Message = Static<typeof templateView>;
/** A mail with sample values. */
export type MessagePreview = Static<typeof previewView>;
/** What came of a mail that was tried. */
export type MessageTrial = Static<typeof trialView>;
/** Where mail goes. */
export type MailWay = Static<typeof wayView>;
/** A mail that has not left yet. */
export type QueuedMail = Static<typeof queueView>['mails'][number];
/** A mail of the outbox of development, in the list. */
export type KeptHead = Static<typeof headView>;
/** The same with its texts. */
export type KeptMail = Static<typeof mailView>;
/** The SMTP server of the tenant. */
export type MailProvider = Static<typeof providerView>;
