import type { Brand } from '../../kernel/brand.ts';
import type { Client } from '../client/client.ts';
import type { TokenCall } from '../grant-types/grant-type.ts';
import type { Actor } from '../tokens/records.ts';
import { invalidRequest, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ExchangedToken } from './exchanged-token.ts';

/** Evidence that who shall act may act; `act` is what the new token says of it (RFC 8693 §4.1), `undefined` where nobody is named. */
export type ActingAllowed = Brand<{ readonly act: Actor | undefined }, 'ActingAllowed'>;

/** RFC 8693 §4.1: the newest actor and who acted before. Each link is one service; more are a loop rather than a design. */
const longestChain = 4;

/**
 * RFC 8693 §1.1: with an actor_token the new token names who acts (delegation); without one it names nobody new (impersonation). Each is a permission of its own.
 * A `may_act` in the subject token says who alone may act (RFC 8693 §4.4). Earlier actors are kept in every case.
 */
export function proveActor(subject: ExchangedToken, actor: ExchangedToken | undefined, call: TokenCall): ActingAllowed | OAuthRefusal {
  const { client, record } = call;
  const off = refuseKind(actor, client);
  if (off !== undefined) return off;
  const acting = actor === undefined ? [client.id, `${client.id}@clients`] : [actor.sub];
  if (subject.mayAct !== undefined && !allows(subject.mayAct, acting, call)) return invalidRequest('exchange.may_act_other', { received: acting.join(' or ') });
  const act = actor === undefined ? subject.actor : { sub: actor.sub, ...(subject.actor === undefined ? {} : { act: subject.actor }) };
  const length = chainLength(act);
  if (length > longestChain) return invalidRequest('exchange.chain_too_long', { expected: `at most ${longestChain}`, received: String(length) });
  record.pass('exchange.acting', { received: actor === undefined ? 'impersonation' : `delegation to ${actor.sub}` });
  return { act } as ActingAllowed;
}

function refuseKind(actor: ExchangedToken | undefined, { exchange }: Client): OAuthRefusal | undefined {
  if (actor === undefined) return exchange.impersonation ? undefined : unauthorizedClient('exchange.impersonation_off');
  if (!exchange.delegation) return unauthorizedClient('exchange.delegation_off');
  return actor.actor === undefined ? undefined : invalidRequest('exchange.actor_is_represented', { received: actor.actor.sub });
}

/** The claims of may_act together name one party. A member that is not known here can not be held against anybody, so nobody is allowed by it. */
function allows(mayAct: unknown, acting: readonly string[], { tenant, client }: TokenCall): boolean {
  if (typeof mayAct !== 'object' || mayAct === null || Array.isArray(mayAct)) return false;
  const named = mayAct as Readonly<Record<string, unknown>>;
  if (named['sub'] === undefined && named['client_id'] === undefined) return false;
  return Object.entries(named).every(([name, value]) => {
    if (name === 'sub') return typeof value === 'string' && acting.includes(value);
    if (name === 'iss') return value === tenant.issuer;
    return name === 'client_id' && value === client.id;
  });
}

const chainLength = (act: Actor | undefined): number => (act === undefined ? 0 : 1 + chainLength(act.act));
