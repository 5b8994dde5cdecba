import { becomeOwner, type OwnerTools } from '../../identity/setup/become-owner.ts';
import { proveSetupCode, type SetupPermit } from '../../identity/setup/prove-setup-code.ts';
import type { SetupCodeTools } from '../../identity/setup/setup-code.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { ThrottleStore } from '../../identity/ports/throttle-store.ts';
import type { TicketStore } from '../../identity/ports/ticket-store.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { mintSession } from '../../identity/sessions/mint-session.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dashboardClientId } from '../../protocol/administration/dashboard-client.ts';
import { Params } from '../../protocol/params.ts';
import { browserState } from '../../protocol/session-management/session-state.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { closeSession, type CloseSessionTools } from '../interaction/close-session.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { maySkip } from './may-skip.ts';
import { setupReply } from './reply.ts';

/** What the set-up page works with. */
export type SetupTools = SetupCodeTools & OwnerTools & SessionTools & CloseSessionTools & EventTools & { readonly connections: ConnectionDirectory; readonly throttles: ThrottleStore; readonly tickets: Pick<TicketStore, 'commit'> };

const event = 'administration.set_up';

/** What every step needs: the code is good, and there is a database for administrators. */
interface OpenSetup { readonly permit: SetupPermit; readonly code: string; readonly connection: Connection; readonly params: Params }

/**
 * First run: whoever has the set-up link becomes an owner, and is signed in. The code is the proof that the form is our own: it was told to the operator alone, and each try proves it anew.
 */
export const setupEndpoint = (tools: SetupTools): Endpoint => ({
  name: 'setup', path: '/u/setup', methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const open = await prove(request, tools);
    if (open instanceof Refusal) return refuse(request, open, tools);
    return request.method === 'POST' ? take(request, open, tools) : setupReply(request, { ...open, email: '' }, tools);
  },
});

function refuse(request: Request, refusal: Refusal, tools: SetupTools): Reply {
  const reply = refusalPage(request, refusal);
  appendEvent(request, event, tools);
  return reply;
}

async function prove(request: Request, tools: SetupTools): Promise<OpenSetup | Refusal> {
  const { tenant, address, record, method, query, body } = request;
  const params = Params.fromForm(method === 'POST' ? body.kind === 'form' ? body.text : '' : query);
  if (params instanceof Refusal) return params;
  // The language menu of every page names what it goes on with `state`.
  const code = params.optional('code') ?? params.optional('state') ?? '';
  const permit = await proveSetupCode({ tenant: tenant.id, typed: code, address, record }, tools);
  if (permit instanceof Refusal) return permit;
  const [connection] = await tools.connections.listOfClient(tenant.id, dashboardClientId);
  return connection === undefined ? new Refusal('invalid_request', 'connection.none') : { permit, code, connection, params };
}

async function take(request: Request, open: OpenSetup, tools: SetupTools): Promise<Reply> {
  const reply = await attempt(request, open, tools);
  if (!(reply instanceof Refusal)) return reply;
  if (reply.reason === 'setup.code_unknown') return refuse(request, reply, tools);
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  return setupReply(request, { ...open, email: open.params.optional('email') ?? '', refusal: reply }, tools);
}

async function attempt(request: Request, { permit, connection, params }: OpenSetup, tools: SetupTools): Promise<Reply | Refusal> {
  const { tenant, record } = request;
  const skips = params.optional('action') === 'skip';
  if (skips && !maySkip(request, connection)) return new Refusal('access_denied', 'setup.not_here');
  const account = skips ? 'skips' as const : { email: params.optional('email') ?? '', password: params.optional('password') ?? '' };
  const owner = await becomeOwner({ tenant, connection, permit, account, record, log: (user) => logRecordOf(request, event, { clock: tools.clock, record: named(request, user.id) }) }, tools);
  if (owner instanceof Refusal) return owner;
  const before = await findSession(tenant, request.cookie('session'), tools);
  const { session, token, replaced } = mintSession(owner, { tenant, address: request.address, userAgent: request.userAgent, session: before }, tools);
  await tools.tickets.commit([tools.sessions.prepareStart(tenant.id, session, replaced)]);
  if (before !== undefined && replaced === undefined) await closeSession(tenant, before, tools);
  const maxAge = tenant.settings.sessionAbsoluteTtl;
  return { kind: 'redirect', to: `${tenant.issuer}dashboard/`, cookies: [{ name: 'session', value: token, maxAge }, { name: 'browser_state', value: browserState(token), maxAge }] };
}

/** The line of the log tells who it was about, as it is stored in the commit that makes the account. */
function named({ record }: Request, userId: string) {
  const after = record.fork();
  after.facts.userId = userId;
  after.pass('setup.account');
  return after;
}
