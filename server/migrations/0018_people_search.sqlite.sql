-- What people are searched by, in the one form in which it is compared: lower case, and no longer than an index may hold.
CREATE INDEX users_by_username ON users (tenant_id, substr(lower(username), 1, 100)) WHERE username IS NOT NULL;
CREATE INDEX users_by_name ON users (tenant_id, substr(lower(json_extract(profile, '$.name')), 1, 100)) WHERE json_extract(profile, '$.name') IS NOT NULL;
CREATE INDEX users_by_nickname ON users (tenant_id, substr(lower(json_extract(profile, '$.nickname')), 1, 100)) WHERE json_extract(profile, '$.nickname') IS NOT NULL;
CREATE INDEX users_by_connection ON users (tenant_id, lower(connection));
