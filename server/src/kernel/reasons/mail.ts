import type { Reason } from './reason.ts';

/** Why a mail to a person did not leave. */
export const mailReasons = {
  'mail.refused': { check: 'mail.taken', explain: 'The mail server will not take this mail, or knows no such mailbox.', fix: ['Check the address of the person.', 'Look for the status that stands in the detail in the log of the mail server.'] },
  'mail.undelivered': { check: 'mail.taken', explain: 'The mail server could not be reached, did not know us or failed, a day long.', fix: ['Run gatehouse doctor: it tries the server of the settings.', 'Try a mail of the tenant: POST /api/v2/email-templates/{templateName}/try tells what its server says.', 'Ask for the mail again.'] },
  'mail.expired': { check: 'mail.timely', explain: 'The link or the code in the mail was no longer good before the mail could leave.', fix: ['Ask for the mail again.', 'Look why mail waits: gatehouse doctor.'] },
  'mail.address_invalid': { check: 'mail.address', explain: 'This is not one email address that mail can be sent to.', fix: ['Correct the address of the person.'] },
  'mail.trial_throttled': { check: 'mail.trial', explain: 'Too many mails were tried lately.', fix: ['Wait until the time shown.', 'Look at the mail in the outbox of development instead: gatehouse dev keeps every mail.'] },
} as const satisfies Record<string, Reason>;
