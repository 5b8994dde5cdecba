-- The offline access of a person at an application, oldest first: there is a most, and the newest puts the oldest out.
-- The last two columns say nothing new; with them in it, counting reads the index alone.
CREATE INDEX grants_offline ON grants (tenant_id, user_id, client_id, key, offline, revoked_at) WHERE offline = 1 AND revoked_at IS NULL;
