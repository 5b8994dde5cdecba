/** SQL for both databases that makes many people at once: `crowd|1`, `crowd|2`, … with the given values, which may speak of `i`. */
export function crowd(tenant: string, { count, lastLogin = 'null', createdAt = 'i', profile = "'{}'", metadata = "'{}'", blocked = '0' }: { readonly count: number; readonly lastLogin?: string; readonly createdAt?: string; readonly profile?: string; readonly metadata?: string; readonly blocked?: string }): string {
  return `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into users (tenant_id, id, connection, email, canonical_email, email_verified, blocked, profile, user_metadata, app_metadata, created_at, updated_at, last_login, logins_count)
    select '${tenant}', 'crowd|' || i, 'people', 'crowd' || i || '@example.com', 'crowd' || i || '@example.com', 1, ${blocked}, ${profile}, ${metadata}, '{}', ${createdAt}, i, ${lastLogin}, 0 from n`;
}
