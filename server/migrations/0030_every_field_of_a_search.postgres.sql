-- What else people are searched by, as in 0018: every member of a profile that a search can name, the domain of the address, and who is blocked. Who lacks a member costs its index nothing.
CREATE INDEX users_by_given_name ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{given_name}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{given_name}') IS NOT NULL;
CREATE INDEX users_by_family_name ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{family_name}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{family_name}') IS NOT NULL;
CREATE INDEX users_by_picture ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{picture}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{picture}') IS NOT NULL;
CREATE INDEX users_by_phone_number ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{phone_number}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{phone_number}') IS NOT NULL;
CREATE INDEX users_by_locale ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{locale}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{locale}') IS NOT NULL;
CREATE INDEX users_by_gender ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{gender}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{gender}') IS NOT NULL;
CREATE INDEX users_by_birthdate ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{birthdate}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{birthdate}') IS NOT NULL;
CREATE INDEX users_by_zoneinfo ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{zoneinfo}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{zoneinfo}') IS NOT NULL;
CREATE INDEX users_by_email_domain ON users (tenant_id, (substr(lower(substr(canonical_email, strpos(canonical_email, '@') + 1)), 1, 100)) COLLATE "C") WHERE canonical_email IS NOT NULL;
CREATE INDEX users_blocked ON users (tenant_id) WHERE blocked = 1;
