import { mailJob, passwordTicket, verificationTicket } from '../schemas/tickets.ts';
import { given, type DrivenCall } from './driven.ts';

/** Links for people, and mails to them. */
export const ticketCalls: readonly DrivenCall[] = [
  { row: 'POST /tickets/email-verification', answer: verificationTicket, run: async (stage) => stage.management.tickets.verifyEmail({ user_id: given(stage, 'alice'), client_id: 'web', ttl_sec: 600, includeEmailInRedirect: true, result_url: 'https://rp.example/done' }) },
  { row: 'POST /tickets/password-change', answer: passwordTicket, run: async (stage) => stage.management.tickets.changePassword({ user_id: given(stage, 'alice'), client_id: 'web', ttl_sec: 600, mark_email_as_verified: true }) },
  { row: 'POST /jobs/verification-email', answer: mailJob, run: async (stage) => stage.management.jobs.verificationEmail.create({ user_id: given(stage, 'alice') }) },
];
