import { databaseConnectionEndpoints, type DatabaseConnectionTools } from '../endpoints/database-connections/endpoint.ts';
import { emailCodeEndpoint, type EmailCodeTools } from '../endpoints/email-code/endpoint.ts';
import { emailLinkEndpoint, type EmailLinkTools } from '../endpoints/email-link/endpoint.ts';
import { forgotPasswordEndpoint, type ForgotPasswordTools } from '../endpoints/forgot-password/endpoint.ts';
import { newPasswordEndpoint, type NewPasswordTools } from '../endpoints/new-password/endpoint.ts';
import type { Endpoint } from '../endpoints/reply.ts';

/** The addresses at which mails are asked for, and those to which their links and codes lead. */
export const mailboxEndpoints = (tools: DatabaseConnectionTools & EmailCodeTools & EmailLinkTools & ForgotPasswordTools & NewPasswordTools): readonly Endpoint[] => [
  forgotPasswordEndpoint(tools),
  emailCodeEndpoint(tools),
  emailLinkEndpoint(tools),
  newPasswordEndpoint(tools),
  ...databaseConnectionEndpoints(tools),
];
