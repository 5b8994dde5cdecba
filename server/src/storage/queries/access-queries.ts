import type { Statements } from '../statements/draft.ts';
import type { GrantColumns } from './grant-queries.ts';
import { orAny } from './or-any.ts';
import { throughIndex } from './through-index.ts';

interface OfPerson { readonly tenant: string; readonly userId: string; readonly clientId: string | null }
interface Consents { readonly tenant: string; readonly userId: string | null; readonly clientId: string | null; readonly audience: string | null }
interface ConsentRow { readonly user_id: string; readonly client_id: string; readonly audience: string; readonly scope: string; readonly given_at: number }

/** The columns of a grant alone. */
export type OfflineRow = Pick<GrantColumns, 'g_key' | 'g_client_id' | 'g_user_id' | 'session_key' | 'offline' | 'g_scope' | 'g_audience' | 'auth_time' | 'device' | 'created_at' | 'absolute_expires_at' | 'g_detail'>;

/** What people allowed: offline access and consents. The person is named so that the index of grants is used: it begins with them. */
export const accessQueries = (statement: Statements) => ({
  listOffline: statement<OfPerson & { now: number; before: string; take: number }>()('offline_grants_of_user', (desk) => desk.sql<OfflineRow>`
    select key as g_key, client_id as g_client_id, user_id as g_user_id, session_key, offline, scope as g_scope, audience as g_audience, auth_time, device, created_at, absolute_expires_at, detail as g_detail
    from ${throughIndex(desk, 'grants', 'grants_by_user')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and offline = 1 and revoked_at is null and absolute_expires_at > ${desk.slot('now')}
      and key < ${desk.slot('before')} and ${orAny(desk, 'client_id', desk.slot('clientId'))}
    order by key desc limit ${desk.slot('take')}`),

  listOfApplications: statement<{ tenant: string; audience: string; now: number; before: string; take: number }>()('grants_of_applications', (desk) => desk.sql<OfflineRow>`
    select key as g_key, client_id as g_client_id, user_id as g_user_id, session_key, offline, scope as g_scope, audience as g_audience, auth_time, device, created_at, absolute_expires_at, detail as g_detail
    from ${throughIndex(desk, 'grants', 'grants_of_applications')}
    where tenant_id = ${desk.slot('tenant')} and audience = ${desk.slot('audience')} and user_id is null and offline = 1 and revoked_at is null and absolute_expires_at > ${desk.slot('now')} and key < ${desk.slot('before')}
    order by key desc limit ${desk.slot('take')}`),

  /** Those that administrators ended by name; an application that ends its own leaves no words. */
  listRevokedJwts: statement<{ tenant: string; before: string; take: number }>()('list_revoked_jwts', ({ sql, slot }) => sql<{ readonly key: string; readonly outcome: string }>`
    select key, outcome from single_use where tenant_id = ${slot('tenant')} and kind = 'revoked_jti' and key < ${slot('before')} and outcome is not null order by key desc limit ${slot('take')}`),

  revokeAll: statement<OfPerson & { at: number; least: number }>()('revoke_access_of_user', (desk) => desk.sql<{ readonly key: string }>`
    update ${throughIndex(desk, 'grants', 'grants_by_user')} set revoked_at = ${desk.slot('at')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and offline >= ${desk.slot('least')} and revoked_at is null and ${orAny(desk, 'client_id', desk.slot('clientId'))}
    returning key`),

  /** Where there are more than `most`, those that are older than the newest `most`. */
  retireOldest: statement<{ tenant: string; userId: string; clientId: string; at: number; most: number }>()('retire_oldest_grants', (desk) => {
    const mine = desk.sql<boolean>`tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and client_id = ${desk.slot('clientId')} and offline = 1 and revoked_at is null`;
    const grants = throughIndex(desk, 'grants', 'grants_offline');
    return desk.sql`update ${grants} set revoked_at = ${desk.slot('at')} where ${mine} and key <= (select key from ${grants} where ${mine} order by key desc limit 1 offset ${desk.slot('most')})`;
  }),

  /** Every consent has a row with the empty scope; it is the first of its group. */
  listConsents: statement<Consents & { offset: number; take: number }>()('list_consents', ({ sql, slot }) => sql<ConsentRow>`
    select user_id, client_id, audience, string_agg(scope, ' ' order by scope) as scope, max(given_at) as given_at from consents
    where tenant_id = ${slot('tenant')} and ${orAny({ sql }, 'user_id', slot('userId'))} and ${orAny({ sql }, 'client_id', slot('clientId'))} and ${orAny({ sql }, 'audience', slot('audience'))}
    group by user_id, client_id, audience order by user_id, client_id, audience limit ${slot('take')} offset ${slot('offset')}`),

  countConsents: statement<Consents>()('count_consents', ({ sql, slot }) => sql<{ readonly count: number }>`
    select count(*) as count from consents
    where tenant_id = ${slot('tenant')} and scope = '' and ${orAny({ sql }, 'user_id', slot('userId'))} and ${orAny({ sql }, 'client_id', slot('clientId'))} and ${orAny({ sql }, 'audience', slot('audience'))}`),

  /** Only what a consent stands behind: where none was asked for, none can be withdrawn. */
  revokeConsented: statement<Consents & { userId: string; at: number }>()('revoke_consented_grants', (desk) => desk.sql`
    update ${throughIndex(desk, 'grants', 'grants_by_user')} set revoked_at = ${desk.slot('at')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and revoked_at is null
      and ${orAny(desk, 'client_id', desk.slot('clientId'))} and (cast(${desk.slot('audience')} as text) is null or coalesce(audience, '') = ${desk.slot('audience')})
      and exists (select 1 from consents where consents.tenant_id = grants.tenant_id and consents.user_id = grants.user_id and consents.client_id = grants.client_id
        and consents.audience = coalesce(grants.audience, '') and consents.scope = '')`),

  removeConsents: statement<Consents & { userId: string }>()('withdraw_consents', ({ sql, slot }) => sql<{ readonly scope: string }>`
    delete from consents where tenant_id = ${slot('tenant')} and user_id = ${slot('userId')} and ${orAny({ sql }, 'client_id', slot('clientId'))} and ${orAny({ sql }, 'audience', slot('audience'))}
    returning scope`),
});
