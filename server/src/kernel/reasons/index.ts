import { accountReasons } from './account.ts';
import { administrationReasons } from './administration.ts';
import { assertionReasons } from './assertion.ts';
import { authorizationReasons } from './authorization.ts';
import { clientReasons } from './client.ts';
import { delegationReasons } from './delegation.ts';
import { documentReasons } from './document.ts';
import { exchangeReasons } from './exchange.ts';
import { formatReasons } from './format.ts';
import { grantReasons } from './grant.ts';
import { identityReasons } from './identity.ts';
import { issuerReasons } from './issuer.ts';
import { mailReasons } from './mail.ts';
import { passwordReasons } from './password.ts';
import type { Reason } from './reason.ts';
import { registrationReasons } from './registration.ts';
import { requestObjectReasons } from './request-object.ts';
import { passwordlessReasons } from './passwordless.ts';
import { requestReasons } from './request.ts';
import { rulesReasons } from './rules.ts';
import { senderReasons } from './sender.ts';
import { ticketReasons } from './ticket.ts';
import { upstreamReasons } from './upstream.ts';
import { waitingReasons } from './waiting.ts';

const catalogue = { ...accountReasons, ...administrationReasons, ...requestReasons, ...clientReasons, ...assertionReasons, ...requestObjectReasons, ...authorizationReasons, ...grantReasons, ...exchangeReasons, ...issuerReasons, ...delegationReasons, ...formatReasons, ...identityReasons, ...passwordReasons, ...ticketReasons, ...waitingReasons, ...senderReasons, ...rulesReasons, ...registrationReasons, ...documentReasons, ...mailReasons, ...passwordlessReasons, ...upstreamReasons };

/** A stable slug: what the log, the error pages and the tests call a refusal. */
export type ReasonCode = keyof typeof catalogue;

/** The one catalogue of refusals. A test holds every entry against its check and demands an explanation and a fix. */
export const reasons: Readonly<Record<ReasonCode, Reason>> = catalogue;
