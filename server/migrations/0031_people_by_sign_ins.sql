-- How often somebody signed in, and who has not proved the address: with these every condition of a search that says what is so has an index.
CREATE INDEX users_by_logins ON users (tenant_id, logins_count);
CREATE INDEX users_not_verified ON users (tenant_id) WHERE email_verified = 0;
