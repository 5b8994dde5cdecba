import { Refusal } from '../../../kernel/refusal.ts';
import type { Seconds } from '../../../kernel/time.ts';
import { isOutboundFailure, type OutboundAnswer, type OutboundFailure } from '../../ports/outbound.ts';
import { invalidTarget, temporarilyUnavailable, type OAuthRefusal } from '../../vocabulary/errors.ts';
import { requireNamed, type AddonCall, type AddonKind } from './addon-kind.ts';

/** Who reads the token that vouches for the person. It is no ID token of any application: none has this name. */
const audience = 'sts.amazonaws.com';
/** The service makes credentials for no shorter and no longer time. */
const [shortest, longest]: readonly [Seconds, Seconds] = [900, 43_200];
const usual: Seconds = 3600;
/** How long the token that vouches for the person lives: it is used at once, and once. */
const vouchingTtl: Seconds = 300;

/**
 * Auth0: add-on `aws`. Temporary credentials of a role at Amazon Web Services, or at what speaks the Security Token Service elsewhere (setting `endpoint`).
 * The person is vouched for by a token of this issuer (AssumeRoleWithWebIdentity), whose `azp` is the target application: the trust policy of the role names both.
 * Auth0 vouches by SAML instead; the setting `principal`, which names a provider of SAML, is kept and not used.
 */
export const aws: AddonKind = {
  kind: 'aws',
  async issue(call) {
    // What an administrator fixed is not for the request to change.
    const role = call.settings['role'] ?? call.params.optional('role');
    const named = requireNamed({ role: role ?? '' }, 'setting', ['role']);
    if (named instanceof Refusal) return named;
    const url = endpointOf(call.settings);
    const token = await call.vouch({ audience, ttl: vouchingTtl });
    const answer = await call.outbound.send({
      url, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/xml' },
      body: new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: named.role, RoleSessionName: sessionNameOf(call.userId), WebIdentityToken: token, DurationSeconds: String(durationOf(call)) }).toString(),
    });
    return credentialsOf(answer, url);
  },
};

function endpointOf({ endpoint, region }: AddonCall['settings']): string {
  if (endpoint !== undefined) return endpoint;
  return region === undefined ? 'https://sts.amazonaws.com/' : `https://sts.${region}.amazonaws.com/`;
}

/** Names of sessions have 2 to 64 characters of a few kinds. */
const sessionNameOf = (userId: string) => userId.replace(/[^\w+=,.@-]/g, '-').slice(0, 64).padEnd(2, '-');

/** No longer than tokens of the application live, but for the least that the service makes. */
function durationOf({ settings, ttl }: AddonCall): Seconds {
  const set = Number(settings['lifetime_in_seconds']);
  const wanted = Number.isFinite(set) && set > 0 ? Math.floor(set) : usual;
  return Math.max(shortest, Math.min(wanted, ttl, longest));
}

const members = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'] as const;

/** What the service answers is not passed on, but for its word for the error: a refusal names policies and accounts. */
function credentialsOf(answer: OutboundAnswer | OutboundFailure, url: string): Readonly<Record<string, unknown>> | OAuthRefusal {
  const host = URL.parse(url)?.host ?? 'a well-formed address';
  if (isOutboundFailure(answer) || answer.status >= 500) return temporarilyUnavailable('addon.unreachable', { expected: `an answer of ${host}` });
  if (answer.status !== 200) return invalidTarget('addon.refused', { expected: 'credentials', received: /<Code>([A-Za-z.]{1,60})<\/Code>/.exec(answer.body)?.[1] ?? `status ${answer.status}` });
  const found = members.flatMap((name) => {
    const value = new RegExp(`<${name}>([^<>]{1,8000})</${name}>`).exec(answer.body)?.[1];
    return value === undefined ? [] : [[name, plain(value)] as const];
  });
  return found.length === members.length ? { Credentials: Object.fromEntries(found) } : temporarilyUnavailable('addon.unreachable', { expected: `credentials of ${host}` });
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
/** XML 1.0 has five names for characters. */
const plain = (text: string) => text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity).trim();
