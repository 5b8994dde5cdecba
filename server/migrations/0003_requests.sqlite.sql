-- The rows of every request. A key begins with its time of creation (12 hex digits), so new rows stand at the end of the table.
-- No secondary index but where the end of a session or the removal of a person needs one.

CREATE TABLE transactions (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  sid TEXT NOT NULL,
  user_id TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  idle_expires_at INTEGER NOT NULL,
  absolute_expires_at INTEGER NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sessions_by_sid ON sessions (tenant_id, sid);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id);

-- `scope` is written as on the wire: tokens with a blank in between.
CREATE TABLE grants (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  client_id TEXT NOT NULL,
  user_id TEXT,
  session_key TEXT,
  offline INTEGER NOT NULL,
  scope TEXT NOT NULL,
  audience TEXT,
  auth_time INTEGER,
  device TEXT,
  created_at INTEGER NOT NULL,
  absolute_expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_user ON grants (tenant_id, user_id, session_key) WHERE user_id IS NOT NULL;

CREATE TABLE codes (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  grant_key TEXT NOT NULL,
  client_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT,
  nonce TEXT,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  grant_key TEXT,
  client_id TEXT NOT NULL,
  user_id TEXT,
  scope TEXT NOT NULL,
  audience TEXT,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;

-- Every value that may be used once and was used. Rows are only ever inserted, by one statement, and swept away when nobody can ask any more.
CREATE TABLE single_use (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  spent_by TEXT NOT NULL,
  spent_at INTEGER NOT NULL,
  keep_until INTEGER NOT NULL,
  outcome TEXT,
  PRIMARY KEY (tenant_id, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logs (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  event TEXT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT,
  client_id TEXT,
  user_id TEXT,
  address TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
