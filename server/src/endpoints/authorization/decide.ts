import { Refusal } from '../../kernel/refusal.ts';
import { mayCome, type MayComeTools } from '../../identity/connections/may-come.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import { findPersonInSession, type PersonInSession } from '../../identity/sessions/find-person.ts';
import type { SessionTools } from '../../identity/sessions/find-session.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import { refuseStranger } from '../../protocol/administration/prove-administrator.ts';
import { isConfidential } from '../../protocol/client/client.ts';
import { nextStep, type Step } from '../../protocol/interaction/next-step.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { PersonPermissions } from '../../protocol/ports/role-store.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import type { Transaction } from '../../protocol/ports/transaction-store.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { limitRequest } from '../interaction/limit-request.ts';
import type { Request } from '../request.ts';
import { namesAnother } from './names-another.ts';

/** Where the session, its person and what that person allowed before are looked up. */
export type DecideTools = SessionTools & MayComeTools & { readonly users: UserStore; readonly grants: GrantStore; readonly subjectKeys: SubjectKeys; readonly roles: PersonPermissions };

/** What follows: a page, or the answer for a person who needs no page any more. `asked` is the request without what this person can not give. */
export type Decision = { readonly asked: AuthorizationRequest } & ({ readonly step: Step; readonly person: PersonInSession | undefined } | { readonly step: 'answer'; readonly person: PersonInSession });

/** `named`: the connection that the application asked for (Auth0: the parameter `connection`). */
interface Context { readonly request: Request; readonly tools: DecideTools; readonly named: string | undefined }

/** Looks at who is signed in and what was allowed, and lets `nextStep` decide. */
export async function decide(parsed: AuthorizationRequest, transaction: Transaction | undefined, { request, tools, named }: Context): Promise<Decision | OAuthRefusal> {
  const found = await findPersonInSession(request.tenant, request.cookie('session'), tools);
  if (found !== undefined) request.record.facts.userId = found.user.id;
  const asked = found === undefined ? parsed : await limitRequest(parsed, found, { request, tools });
  const consentNeedless = needsNoConsent(asked);
  const consentedScope = found === undefined || consentNeedless ? undefined : await findConsentedScope(asked, found, { request, tools, named });
  const step = nextStep({
    prompt: asked.prompt, maxAge: asked.maxAge, consentNeedless, consentEachTime: asksEachTime(asked), scope: asked.scope, consentedScope,
    session: found === undefined ? undefined : { subject: found.user.id, authTime: found.session.authTime },
    otherPersonNamed: found !== undefined && await needsAnother(asked, found, { request, tools, named }),
    done: new Set(stepsTaken(transaction, found)), now: tools.clock.now(),
  });
  if (step instanceof Refusal) return step;
  if (step === 'login') return { step, person: found, asked };
  if (found === undefined) throw new Error(`The step ${step} without a person: the login step has a hole.`);
  return afterLogin({ step, person: found, asked }, consentNeedless, { request, tools });
}

/** Somebody is signed in: may this person have what is asked, and was it allowed? */
async function afterLogin(decision: Decision & { readonly person: PersonInSession }, consentNeedless: boolean, { request: { tenant, record }, tools }: Omit<Context, 'named'>): Promise<Decision | OAuthRefusal> {
  const { asked: { client, api }, person, step } = decision;
  record.pass('session.present');
  const stranger = await refuseStranger({ clientId: client.id, userId: person.user.id, api }, { tenant, record, roles: tools.roles });
  if (stranger !== undefined) return stranger;
  if (step === 'answer') record.pass('consent.given', { received: consentNeedless ? 'first-party application' : 'allowed by the person' });
  return decision;
}

/** Is it somebody else whom the request is about, or somebody who may not come to this application? */
const needsAnother = async (asked: AuthorizationRequest, found: PersonInSession, { request, tools, named }: Context): Promise<boolean> =>
  namesAnother(asked, found, tools) || !await mayCome(found.user, { tenant: request.tenant.id, clientId: asked.client.id, named }, tools);

/** Steps count only in the session in which they were taken: another tab may have signed somebody else in meanwhile. */
const stepsTaken = (transaction: Transaction | undefined, found: PersonInSession | undefined) =>
  (transaction !== undefined && found?.session.key === transaction.sessionKey ? transaction.done : []);

/** RFC 6749 §10.2: a public client that registered itself proves nothing of who it is, so what was allowed once says little. */
const asksEachTime = ({ client, details }: AuthorizationRequest) => details !== undefined || (client.registration !== undefined && !isConfidential(client));

const needsNoConsent = ({ client, api }: AuthorizationRequest) => client.firstParty && (api === undefined || api.skipConsentForFirstParty);

const findConsentedScope = ({ client, api }: AuthorizationRequest, { user }: PersonInSession, { request, tools }: Context) =>
  tools.grants.consentedScope(request.tenant.id, user.id, client.id, api?.identifier);
