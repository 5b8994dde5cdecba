-- What people are searched by, in the one form in which it is compared: lower case, and no longer than an index may hold. Beginnings are found by an index only where texts are sorted by their bytes.
CREATE INDEX users_by_username ON users (tenant_id, (substr(lower(username), 1, 100)) COLLATE "C") WHERE username IS NOT NULL;
CREATE INDEX users_by_name ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{name}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{name}') IS NOT NULL;
CREATE INDEX users_by_nickname ON users (tenant_id, (substr(lower(cast(profile AS json) #>> '{nickname}'), 1, 100)) COLLATE "C") WHERE (cast(profile AS json) #>> '{nickname}') IS NOT NULL;
CREATE INDEX users_by_connection ON users (tenant_id, (lower(connection)) COLLATE "C");
CREATE INDEX users_by_email_text ON users (tenant_id, canonical_email COLLATE "C");
CREATE INDEX users_by_id_text ON users (tenant_id, id COLLATE "C");
