-- What else people are searched by, as in 0018: every member of a profile that a search can name, the domain of the address, and who is blocked. Who lacks a member costs its index nothing.
CREATE INDEX users_by_given_name ON users (tenant_id, substr(lower(json_extract(profile, '$.given_name')), 1, 100)) WHERE json_extract(profile, '$.given_name') IS NOT NULL;
CREATE INDEX users_by_family_name ON users (tenant_id, substr(lower(json_extract(profile, '$.family_name')), 1, 100)) WHERE json_extract(profile, '$.family_name') IS NOT NULL;
CREATE INDEX users_by_picture ON users (tenant_id, substr(lower(json_extract(profile, '$.picture')), 1, 100)) WHERE json_extract(profile, '$.picture') IS NOT NULL;
CREATE INDEX users_by_phone_number ON users (tenant_id, substr(lower(json_extract(profile, '$.phone_number')), 1, 100)) WHERE json_extract(profile, '$.phone_number') IS NOT NULL;
CREATE INDEX users_by_locale ON users (tenant_id, substr(lower(json_extract(profile, '$.locale')), 1, 100)) WHERE json_extract(profile, '$.locale') IS NOT NULL;
CREATE INDEX users_by_gender ON users (tenant_id, substr(lower(json_extract(profile, '$.gender')), 1, 100)) WHERE json_extract(profile, '$.gender') IS NOT NULL;
CREATE INDEX users_by_birthdate ON users (tenant_id, substr(lower(json_extract(profile, '$.birthdate')), 1, 100)) WHERE json_extract(profile, '$.birthdate') IS NOT NULL;
CREATE INDEX users_by_zoneinfo ON users (tenant_id, substr(lower(json_extract(profile, '$.zoneinfo')), 1, 100)) WHERE json_extract(profile, '$.zoneinfo') IS NOT NULL;
CREATE INDEX users_by_email_domain ON users (tenant_id, substr(lower(substr(canonical_email, instr(canonical_email, '@') + 1)), 1, 100)) WHERE canonical_email IS NOT NULL;
CREATE INDEX users_blocked ON users (tenant_id) WHERE blocked = 1;
