import type { SingleUseKind } from '../../protocol/tokens/issuance.ts';
import type { Statements } from '../statements/draft.ts';
import { matchesKey, type ByKey } from './match-key.ts';

/** Everything that decides whether a grant may be used now, in one statement each. */
export function grantQueries(statement: Statements) {
  const findSpent = (kind: SingleUseKind) => statement<ByKey>()(`find_spent_${kind}`, (desk) => desk.db.selectFrom('single_use').select(['key', 'spent_at', 'outcome'])
    .where('tenant_id', '=', desk.slot('tenant')).where('kind', '=', kind).where(matchesKey(desk, 'key')));

  const grantColumns = [
    'g.key as g_key', 'g.client_id as g_client_id', 'g.user_id as g_user_id', 'g.session_key', 'g.offline', 'g.scope as g_scope', 'g.audience as g_audience', 'g.auth_time', 'g.device',
    'g.created_at', 'g.absolute_expires_at', 'g.revoked_at', 'g.detail as g_detail',
    'u.connection', 'u.email', 'u.email_verified', 'u.blocked', 'u.profile', 'u.updated_at',
    's.user_id as s_user_id', 's.auth_time as s_auth_time', 's.absolute_expires_at as s_ends_at',
  ] as const;

  return {
    findCode: statement<ByKey>()('find_code', (desk) => desk.db.selectFrom('codes as c')
      .innerJoin('grants as g', (join) => join.onRef('g.tenant_id', '=', 'c.tenant_id').onRef('g.key', '=', 'c.grant_key'))
      .leftJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'g.tenant_id').onRef('u.id', '=', 'g.user_id'))
      .leftJoin('sessions as s', (join) => join.onRef('s.tenant_id', '=', 'g.tenant_id').onRef('s.sid', '=', 'g.session_key'))
      .select(['c.key', 'c.client_id', 'c.redirect_uri', 'c.challenge', 'c.nonce', 'c.expires_at', 'c.detail', ...grantColumns])
      .where('c.tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 'c.key'))),

    findToken: statement<ByKey>()('find_token', (desk) => desk.db.selectFrom('tokens as t')
      .leftJoin('grants as g', (join) => join.onRef('g.tenant_id', '=', 't.tenant_id').onRef('g.key', '=', 't.grant_key'))
      .leftJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'g.tenant_id').onRef('u.id', '=', 'g.user_id'))
      .leftJoin('sessions as s', (join) => join.onRef('s.tenant_id', '=', 'g.tenant_id').onRef('s.sid', '=', 'g.session_key'))
      .select(['t.key', 't.kind', 't.grant_key', 't.client_id', 't.user_id', 't.scope', 't.audience', 't.issued_at', 't.expires_at', 't.detail', ...grantColumns])
      .where('t.tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 't.key'))),

    findGrant: statement<ByKey>()('find_grant', (desk) => desk.db.selectFrom('grants as g')
      .leftJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'g.tenant_id').onRef('u.id', '=', 'g.user_id'))
      .leftJoin('sessions as s', (join) => join.onRef('s.tenant_id', '=', 'g.tenant_id').onRef('s.sid', '=', 'g.session_key'))
      .select(['g.key', ...grantColumns])
      .where('g.tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 'g.key'))),

    revokeGrant: statement<{ tenant: string; key: string; at: number }>()('revoke_grant', ({ db, slot }) => db.updateTable('grants').set({ revoked_at: slot('at') })
      .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('revoked_at', 'is', null)),

    /** What stood there is named, so that two who write at once do not lose what one of them wrote. */
    annotateGrant: statement<{ tenant: string; key: string; seen: string; detail: string }>()('annotate_grant', ({ db, slot }) => db.updateTable('grants').set({ detail: slot('detail') })
      .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('revoked_at', 'is', null).where((where) => where(where.fn.coalesce('detail', where.val('')), '=', slot('seen')))),

    revokeToken: statement<{ tenant: string; key: string }>()('revoke_token', ({ db, slot }) => db.deleteFrom('tokens').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),

    /** One for each kind: so they can be gathered like the others. */
    findSpent: { code: findSpent('code'), refresh_token: findSpent('refresh_token'), ticket: findSpent('ticket'), jti: findSpent('jti'), dpop_jti: findSpent('dpop_jti'), revoked_jti: findSpent('revoked_jti'), device_code: findSpent('device_code'), registration_access_token: findSpent('registration_access_token'), auth_req_id: findSpent('auth_req_id'), mail_code: findSpent('mail_code') } satisfies Record<SingleUseKind, unknown>,

    consentedScope: statement<{ tenant: string; userId: string; clientId: string; audience: string }>()('consented_scope', ({ db, slot }) => db.selectFrom('consents').select('scope')
      .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('userId')).where('client_id', '=', slot('clientId')).where('audience', '=', slot('audience'))
      .orderBy('scope')),
  };
}

/** The columns of a grant and what belongs to it. All are `null` where a token has no grant. */
export interface GrantColumns {
  readonly g_key: string | null; readonly g_client_id: string | null; readonly g_user_id: string | null; readonly session_key: string | null; readonly offline: number | null;
  readonly g_scope: string | null; readonly g_audience: string | null; readonly auth_time: number | null; readonly device: string | null; readonly created_at: number | null;
  readonly absolute_expires_at: number | null; readonly revoked_at: number | null; readonly g_detail: string | null;
  readonly connection: string | null; readonly email: string | null; readonly email_verified: number | null; readonly blocked: number | null; readonly profile: string | null; readonly updated_at: number | null;
  readonly s_user_id: string | null; readonly s_auth_time: number | null; readonly s_ends_at: number | null;
}
