import type { Management } from 'auth0-5';
import { closed, fitting, like, oneOf, time } from './fitting.ts';

const link = closed({ ticket: like('^https://localhost:[0-9]+/u/link\\?ticket=[A-Za-z0-9_-]+$') });

/** A link with which an address is proved. */
export const verificationTicket = fitting<Management.VerifyEmailTicketResponseContent>()(link);
/** A link with which a password is set. */
export const passwordTicket = fitting<Management.ChangePasswordTicketResponseContent>()(link);
/** The job of a mail. */
export const mailJob = fitting<Management.CreateVerificationEmailResponseContent>()(closed({ id: like('^job_[A-Za-z0-9]{16}$'), type: oneOf(['verification_email']), status: oneOf(['completed']), created_at: time }));
