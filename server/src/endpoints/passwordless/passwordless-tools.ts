import type { MailedCodeTools } from '../../identity/passwordless/code-place.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { Mailer } from '../../identity/ports/mailer.ts';
import type { ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import type { FinishLoginTools } from '../interaction/finish-login.ts';
import type { StepTools } from '../interaction/prove-step.ts';

/** What the addresses of passwordless sign-in work with. */
export type PasswordlessTools = ClientAuthenticationTools & StepTools & FinishLoginTools & MailedCodeTools & { readonly connections: ConnectionDirectory; readonly mailer: Mailer };
