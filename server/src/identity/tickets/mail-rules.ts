import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { MailTemplate } from '../ports/mailer.ts';
import type { TicketPurpose } from '../ports/ticket-store.ts';

/** How long a link is good where nobody says otherwise. */
export const ticketTtl: Readonly<Record<TicketPurpose, Seconds>> = { verify_email: 5 * 86_400, reset_password: 3600, invitation: 7 * 86_400 };

/** Which mail carries it. */
export const mailTemplateOf: Readonly<Record<TicketPurpose, MailTemplate>> = { verify_email: 'verify_email', reset_password: 'reset_email', invitation: 'user_invitation' };

/** Whether who signs up is sent a mail to prove the address. */
export const mailsVerification = ({ settings }: Tenant): boolean => settings.verificationMail;

/** Whether nobody is let in who has not proved the address. */
export const demandsVerifiedEmail = ({ settings }: Tenant): boolean => settings.verifiedEmailRequired;

/** Whether a new password ends what was signed in with the old one. */
export const endsSessionsWithPassword = ({ settings }: Tenant): boolean => settings.passwordChangeEndsSessions;
