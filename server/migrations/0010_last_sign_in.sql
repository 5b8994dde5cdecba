-- When and from where a person last signed in, and how often.
ALTER TABLE users ADD COLUMN last_login BIGINT;
ALTER TABLE users ADD COLUMN last_ip TEXT;
ALTER TABLE users ADD COLUMN logins_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX users_by_last_login ON users (tenant_id, last_login, id);
