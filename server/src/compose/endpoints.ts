import { authorizationEndpoint, declineTransaction, resumeEndpoint } from '../endpoints/authorization/endpoint.ts';
import { accountEndpoints } from '../endpoints/account/index.ts';
import { activationEndpoint } from '../endpoints/activation/endpoint.ts';
import { confirmDeviceEndpoint } from '../endpoints/activation/confirm.ts';
import { automatedApprovalEndpoint } from '../endpoints/approvals/automated.ts';
import { approvalsEndpoint } from '../endpoints/approvals/endpoint.ts';
import { backchannelEndpoint } from '../endpoints/backchannel-authentication/endpoint.ts';
import { pushedAuthorizationEndpoint } from '../endpoints/authorization/push.ts';
import { consentEndpoint } from '../endpoints/consent/endpoint.ts';
import { dashboardEndpoint } from '../endpoints/dashboard/endpoint.ts';
import { deviceAuthorizationEndpoint } from '../endpoints/device-authorization/endpoint.ts';
import { confirmLogoutEndpoint, endSessionEndpoint } from '../endpoints/end-session/endpoint.ts';
import { documentationEndpoints } from '../endpoints/documentation/endpoint.ts';
import { exportDownloadEndpoint } from '../endpoints/export-download/endpoint.ts';
import { introspectionEndpoint } from '../endpoints/introspection/endpoint.ts';
import { closeSession, closeSessionWith, type CloseSessionTools } from '../endpoints/interaction/close-session.ts';
import { jwksEndpoint } from '../endpoints/jwks/endpoint.ts';
import { loginEndpoint } from '../endpoints/login/endpoint.ts';
import { loginCodeEndpoint } from '../endpoints/login-code/endpoint.ts';
import { logoutEndpoint } from '../endpoints/logout/endpoint.ts';
import { metadataEndpoint } from '../endpoints/metadata/endpoint.ts';
import type { MutualTls } from '../endpoints/metadata/mutual-tls.ts';
import { passwordlessEndpoints } from '../endpoints/passwordless/index.ts';
import { playgroundAnswerEndpoint, playgroundFlowsEndpoint } from '../endpoints/playground/endpoint.ts';
import { protectedResourceEndpoint } from '../endpoints/protected-resource/endpoint.ts';
import type { Endpoint } from '../endpoints/reply.ts';
import { registrationEndpoint } from '../endpoints/registration/endpoint.ts';
import { revocationEndpoint } from '../endpoints/revocation/endpoint.ts';
import { sessionFrameEndpoint } from '../endpoints/session-frame/endpoint.ts';
import { setupCodePurpose } from '../identity/setup/setup-code.ts';
import { setupEndpoint } from '../endpoints/setup/endpoint.ts';
import { withSetupLink } from '../endpoints/setup/setup-link.ts';
import { signupEndpoint } from '../endpoints/signup/endpoint.ts';
import { tokenEndpoint } from '../endpoints/token/endpoint.ts';
import { delegationEndpoint } from '../endpoints/delegation/endpoint.ts';
import { providerTokenEndpoint } from '../endpoints/provider-token/endpoint.ts';
import { resourceOwnerEndpoint } from '../endpoints/resource-owner/endpoint.ts';
import { tokeninfoEndpoint } from '../endpoints/tokeninfo/endpoint.ts';
import { upstreamEndpoints } from '../endpoints/upstream/index.ts';
import { userinfoEndpoint } from '../endpoints/userinfo/endpoint.ts';
import { catalogues } from '../pages/texts/catalogue.ts';
import type { SessionCloser } from '../management/tools.ts';
import { authenticationMethods } from '../protocol/client-authentication/authenticate-client.ts';
import { cryptographyOf } from './cryptography.ts';
import { createAddonSecrets } from '../keys/addon-secrets.ts';
import { packedFiles } from './packed-files.ts';
import { dpopToolsOf } from './dpop-tools.ts';
import { createTicketTemplates } from '../mail/ticket-templates.ts';
import { createMailer } from '../mail/create-mailer.ts';
import { createLoginRules } from '../sandbox/rules/create-login-rules.ts';
import { scriptInspector } from '../sandbox/script-inspector.ts';
import { createKeyCertificates } from '../keys/key-certificates.ts';
import { createMessageSeal } from '../keys/message-seal.ts';
import type { House } from './house.ts';
import { mailAdministration } from './mail-administration.ts';
import { mailboxEndpoints } from './mailbox-endpoints.ts';
import { managementEndpoint } from './management.ts';
import { publishedFlows } from '../playground/published-flows.ts';
import { mailedCodesOf } from './mailed-codes.ts';
import { passwordCheckOf, passwordlessCheckOf, peopleOf } from './people.ts';

/** For those who end sessions from outside of a browser. */
const closerOf = (tools: CloseSessionTools): SessionCloser => ({ closeSession: async (tenant, session) => { await closeSession(tenant, session, tools); } });

/** What makes certificates is loaded when somebody asks for one. */
const certificatesOf = ({ storage, sealing }: House) => createKeyCertificates({ store: storage.signingKeys, sealing, certify: async (certified) => (await import('../http/key-certifier.ts')).certifyKey(certified) });

/** What the endpoints must know of how the server runs. */
export interface Installation { readonly mutualTls: MutualTls; readonly development: boolean; /** In bytes. */ readonly importLimit: number; readonly callsPerSecond: number }

/** Every address of the server but those of the samples, with what it works with. */
export function endpointsOf(house: House, { mutualTls, development, importLimit, callsPerSecond }: Installation): readonly Endpoint[] {
  const { storage, keys, tokens, failures, secrets, passwords, breached, clock, sealing, outbound, outboundPolicy, documents, clients } = house;
  const { grants, transactions, users, linkedUsers, sessions, throttles, log, pending, outbox, roles, connections, connectionRegistry } = storage;
  const messageSeal = createMessageSeal(sealing);
  const mailer = createMailer({ outbox, messageSeal, clock });
  const cryptography = { ...cryptographyOf(house), ...dpopToolsOf(house) };
  const loginRules = createLoginRules({ rules: storage.rules, connections, users, linkedUsers, roles, messageSeal, runner: house.scripts });
  const protocol = { ...cryptography, loginRules, clients, grants, roles, pending, outbox, mailer, tokens, failures, clock, log, hasher: secrets, outbound, outboundPolicy, documents };
  const identity = { users, linkedUsers, connections, sessions, throttles, passwords, breached, mailedCodes: mailedCodesOf({ pending, singleUse: storage }), mailedCodeKey: sealing.deriveKey('mailed codes'), clock };
  const grantTools = { ...protocol, addonSecrets: createAddonSecrets(sealing), people: peopleOf(identity), passwordCheck: passwordCheckOf(identity), passwordlessCheck: passwordlessCheckOf(identity) };
  const steps = { ...protocol, ...identity, transactions, formKey: sealing.deriveKey('form tokens'), codeKey: sealing.deriveKey('user codes'), tickets: storage.tickets, ticketCodeKey: sealing.deriveKey('ticket codes'), ticketTemplates: createTicketTemplates({ mail: storage.mail, clients }) };
  const approvals = { ...steps, messageSeal, people: grantTools.people };
  const bulk = { jobs: storage.jobs, exportKey: sealing.deriveKey('export links'), clock };
  const methods = authenticationMethods.filter((method) => mutualTls.certificates || !method.includes('tls_client_auth'));
  return [
    metadataEndpoint(mutualTls),
    jwksEndpoint({ keys }),
    authorizationEndpoint(steps),
    pushedAuthorizationEndpoint(steps),
    resumeEndpoint(steps),
    tokenEndpoint(grantTools),
    deviceAuthorizationEndpoint(steps),
    activationEndpoint(steps),
    confirmDeviceEndpoint(steps),
    backchannelEndpoint({ ...steps, messageSeal }),
    approvalsEndpoint(approvals),
    ...(development ? [automatedApprovalEndpoint(approvals)] : []),
    delegationEndpoint(grantTools),
    ...[resourceOwnerEndpoint(grantTools), providerTokenEndpoint({ ...grantTools, ...identity, messageSeal, upstreamTokens: storage.upstreamTokens })],
    tokeninfoEndpoint(grantTools),
    userinfoEndpoint(protocol),
    introspectionEndpoint(protocol),
    revocationEndpoint(protocol),
    ...accountEndpoints({ ...steps, administrators: storage.administrators, access: storage.access, reader: log }),
    ...[loginEndpoint(steps), ...upstreamEndpoints({ ...steps, messageSeal, upstreamTokens: storage.upstreamTokens })],
    ...[loginCodeEndpoint(steps), ...passwordlessEndpoints(steps)],
    ...[signupEndpoint(steps), setupEndpoint({ ...steps, setup: storage.setup, setupCodeKey: sealing.deriveKey(setupCodePurpose) })],
    ...mailboxEndpoints(steps),
    consentEndpoint({ ...steps, declineTransaction: (request, transaction) => declineTransaction(request, transaction, steps) }),
    endSessionEndpoint(steps),
    confirmLogoutEndpoint(steps),
    logoutEndpoint(steps),
    sessionFrameEndpoint(),
    registrationEndpoint({ ...protocol, throttles, registry: storage.registry, methods }),
    protectedResourceEndpoint({ clients }),
    exportDownloadEndpoint(bulk),
    managementEndpoint({ ...protocol, ...bulk, tickets: steps.tickets, ticketCodeKey: steps.ticketCodeKey, ticketTemplates: steps.ticketTemplates, importLimit, messageSeal, ...mailAdministration(house), administrators: storage.administrators, rules: storage.rules, scripts: scriptInspector(house.scripts), registry: storage.registry, tenants: storage.tenants, keys, certificates: certificatesOf(house), addonSecrets: grantTools.addonSecrets, methods, people: grantTools.people, ...identity, connectionRegistry, closer: closerOf(steps), pageTexts: catalogues, callsPerSecond, issuing: grantTools, access: storage.access, deviceKeys: storage.deviceKeys, upstreamTokens: storage.upstreamTokens, logs: log, endSession: (tenant, ending) => closeSessionWith(tenant, ending, steps) }),
    ...[...documentationEndpoints(packedFiles('docs')), withSetupLink(dashboardEndpoint({ ...packedFiles('dashboard'), development })), playgroundAnswerEndpoint(), playgroundFlowsEndpoint(publishedFlows())],
  ];
}
