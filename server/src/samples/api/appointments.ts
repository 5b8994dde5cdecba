import type { Clock } from '../../kernel/time.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { bearerErrorReply } from '../../endpoints/bearer-error.ts';
import { triedScheme } from '../../endpoints/read-access-token.ts';
import type { Endpoint, Reply } from '../../endpoints/reply.ts';
import { nonceHeader, senderCallOf } from '../../endpoints/sender-call.ts';
import type { Request } from '../../endpoints/request.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { TokenVerifier } from '../../protocol/ports/key-ring.ts';
import { provePossession } from '../../protocol/resource-access/prove-possession.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { invalidToken } from '../../protocol/vocabulary/errors.ts';
import { resourceMetadataAddress } from '../../protocol/resource-access/resource-metadata.ts';
import { appointmentsAddress, appointmentsApi } from '../catalogue.ts';
import { challengeOf, judgeToken, type ApiRefusal, type Caller } from './judge-token.ts';

/** What the API works with. */
export interface AppointmentsTools { readonly verifier: TokenVerifier; readonly directory: ClientDirectory; readonly dpop: DpopTools; readonly clock: Clock }

interface Appointment { readonly id: number; readonly what: string; readonly when: string; readonly bookedBy: string }

const keptAtMost = 100;

/** The Appointments API: a resource server as a developer would write one. What is booked lives in memory. */
export function appointmentsEndpoint(tools: AppointmentsTools): Endpoint {
  const book: Appointment[] = [
    { id: 1, what: 'Dentist', when: 'Monday, 9:30', bookedBy: 'Pied Piper' },
    { id: 2, what: 'Compression review', when: 'Tuesday, 14:00', bookedBy: 'Pied Piper' },
  ];
  return {
    name: 'sample_appointments', path: '/samples/api/appointments', methods: ['GET', 'POST'], cors: 'public',
    async handle(request) {
      const writing = request.method === 'POST';
      const caller = await judge(request, writing ? 'write:appointments' : 'read:appointments', tools);
      if ('status' in caller) return refused(caller, request);
      const notHeld = await refuseUnheld(caller, request, tools);
      if (notHeld !== undefined) return notHeld;
      const headers = nonceHeader(request, tools.dpop);
      if (!writing) return { kind: 'json', status: 200, body: { caller, appointments: book }, headers };
      const what = wantedOf(request);
      if (what === undefined) return { kind: 'json', status: 400, body: { error: 'invalid_request', error_description: 'Send a JSON object with what: up to 100 characters.' } };
      const appointment = { id: (book.at(-1)?.id ?? 0) + 1, what, when: 'Friday, 11:15', bookedBy: caller.subject };
      book.push(appointment);
      if (book.length > keptAtMost) book.shift();
      return { kind: 'json', status: 201, body: { caller, appointment }, headers };
    },
  };
}

const judge = (request: Request, needed: string, { verifier, directory, clock }: AppointmentsTools): Promise<Caller | ApiRefusal> =>
  judgeToken(request.headers['authorization'], needed, { tenant: request.tenant satisfies Tenant, verifier, directory, identifier: appointmentsApi, address: appointmentsAddress(request.tenant), now: clock.now() });

/** RFC 9449 §7.1, RFC 8705 §3: a token that is bound to a key is no good without it, and no bearer token. */
async function refuseUnheld({ client: id, cnf }: Caller, request: Request, { directory, dpop }: AppointmentsTools): Promise<Reply | undefined> {
  const scheme = triedScheme(request);
  const client = await directory.findClient(request.tenant.id, id);
  const token = request.headers['authorization']?.slice(scheme.length).trim() ?? '';
  const held = client === undefined ? invalidToken('client.unknown') : await provePossession({ confirmation: cnf, client }, { ...senderCallOf(request), scheme, token }, dpop);
  if (!(held instanceof Refusal)) return undefined;
  const reply = bearerErrorReply(held, { scheme });
  return { ...reply, headers: { ...reply.headers, ...nonceHeader(request, dpop) } };
}

const refused = (refusal: ApiRefusal, { tenant }: Request): Reply => ({
  kind: 'json', status: refusal.status, headers: { 'www-authenticate': challengeOf(refusal, resourceMetadataAddress(appointmentsAddress(tenant))) },
  body: { error: refusal.error ?? 'unauthorized', error_description: refusal.description, reason: refusal.reason, fix: refusal.fix, ...(refusal.scope === undefined ? {} : { scope: refusal.scope }) },
});

function wantedOf({ body }: Request): string | undefined {
  if (body.kind !== 'json') return undefined;
  try {
    const { what } = JSON.parse(body.text) as { readonly what?: unknown };
    return typeof what === 'string' && what.length > 0 && what.length <= 100 ? what : undefined;
  } catch {
    return undefined;
  }
}
