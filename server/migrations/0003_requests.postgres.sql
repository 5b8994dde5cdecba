-- The rows of every request. A key begins with its time of creation (12 hex digits), so new rows stand at the end of the table.
-- No secondary index but where the end of a session or the removal of a person needs one.

CREATE TABLE transactions (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

CREATE TABLE sessions (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  sid TEXT COLLATE "C" NOT NULL,
  user_id TEXT NOT NULL,
  auth_time BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  idle_expires_at BIGINT NOT NULL,
  absolute_expires_at BIGINT NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
CREATE UNIQUE INDEX sessions_by_sid ON sessions (tenant_id, sid);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id);

-- `scope` is written as on the wire: tokens with a blank in between.
CREATE TABLE grants (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  client_id TEXT NOT NULL,
  user_id TEXT,
  session_key TEXT COLLATE "C",
  offline SMALLINT NOT NULL,
  scope TEXT NOT NULL,
  audience TEXT,
  auth_time BIGINT,
  device TEXT,
  created_at BIGINT NOT NULL,
  absolute_expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (tenant_id, key)
);
CREATE INDEX grants_by_user ON grants (tenant_id, user_id, session_key) WHERE user_id IS NOT NULL;

CREATE TABLE codes (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  grant_key TEXT COLLATE "C" NOT NULL,
  client_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT,
  nonce TEXT,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

CREATE TABLE tokens (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  grant_key TEXT COLLATE "C",
  client_id TEXT NOT NULL,
  user_id TEXT,
  scope TEXT NOT NULL,
  audience TEXT,
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

-- Every value that may be used once and was used. Rows are only ever inserted, by one statement, and swept away when nobody can ask any more.
CREATE TABLE single_use (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  spent_by TEXT NOT NULL,
  spent_at BIGINT NOT NULL,
  keep_until BIGINT NOT NULL,
  outcome TEXT,
  PRIMARY KEY (tenant_id, kind, key)
);

CREATE TABLE logs (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  event TEXT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT,
  client_id TEXT,
  user_id TEXT,
  address TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
