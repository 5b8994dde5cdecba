import type { Client, RefreshPolicy } from '../../protocol/client/client.ts';
import { rotatesRefreshTokens } from '../../protocol/client/profiles.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { ClientBody } from './schema.ts';

type Sent = Exclude<ClientBody['refresh_token'], null | undefined>;

/** Auth0: infinite. A hundred years, in seconds, so that every token has an end. */
const forever = 3_153_600_000;
const year = 31_557_600;
const month = 2_592_000;

/** What an application has that says nothing: each use brings a new token, a fortnight without use or thirty days end the chain. */
export const usualRefresh: RefreshPolicy = { leeway: 0, idleTtl: 1_296_000, absoluteTtl: month, rotates: true };

/** The policy in Auth0's names. */
export function refreshViewOf(client: Client): Required<Sent> {
  const rotates = rotatesRefreshTokens(client);
  const { leeway, idleTtl, absoluteTtl } = client.refresh;
  const endless = absoluteTtl >= forever;
  const neverIdle = !rotates || idleTtl >= forever;
  return {
    rotation_type: rotates ? 'rotating' : 'non-rotating', expiration_type: endless ? 'non-expiring' : 'expiring', leeway,
    token_lifetime: endless ? year : absoluteTtl, infinite_token_lifetime: endless, idle_token_lifetime: neverIdle ? Math.min(month, endless ? year : absoluteTtl) : idleTtl, infinite_idle_token_lifetime: neverIdle,
  };
}

/** What a body changes of it; what it does not name stays. RFC 9700 §2.2.2: tokens of public clients rotate. */
export function changedRefresh(client: Client, sent: ClientBody['refresh_token']): RefreshPolicy | ManagementRefusal {
  if (sent === undefined) return client.refresh;
  if (sent === null) return usualRefresh;
  const wanted = { ...refreshViewOf(client), ...impliedBy(sent), ...sent };
  const rotates = wanted.rotation_type === 'rotating';
  if (!rotates && client.authenticationMethod === 'none') return invalidBody('refresh_token.rotation_type: an application that keeps no secret has rotating refresh tokens (RFC 9700 §2.2.2).');
  if (!rotates && sent.infinite_idle_token_lifetime === false) return invalidBody('refresh_token.infinite_idle_token_lifetime: a refresh token that does not rotate has no idle lifetime here; send true, or rotation_type rotating.');
  const endless = wanted.expiration_type === 'non-expiring' || wanted.infinite_token_lifetime;
  const absoluteTtl = endless ? forever : wanted.token_lifetime;
  const idleTtl = wanted.infinite_idle_token_lifetime || !rotates ? absoluteTtl : wanted.idle_token_lifetime;
  if (idleTtl > absoluteTtl) return invalidBody('refresh_token.idle_token_lifetime: it is longer than token_lifetime.');
  return { leeway: wanted.leeway, idleTtl, absoluteTtl, rotates };
}

/** Whoever sends a lifetime wants one, and whoever sends one of the two words for it means the other one too. */
const impliedBy = (sent: Sent): Sent => ({
  ...(sent.rotation_type === 'rotating' || sent.idle_token_lifetime !== undefined ? { infinite_idle_token_lifetime: false } : {}),
  ...(sent.expiration_type === undefined ? {} : { infinite_token_lifetime: sent.expiration_type === 'non-expiring' }),
  ...(sent.token_lifetime === undefined || sent.expiration_type !== undefined ? {} : { infinite_token_lifetime: false, expiration_type: 'expiring' as const }),
});
