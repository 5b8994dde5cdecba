-- People, what they allowed, and the counters that guard them. Times are seconds since the epoch, booleans 0 or 1.

CREATE TABLE users (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  connection TEXT NOT NULL,
  email TEXT,
  canonical_email TEXT,
  email_verified INTEGER NOT NULL,
  username TEXT,
  blocked INTEGER NOT NULL,
  password_hash TEXT,
  profile TEXT NOT NULL,
  user_metadata TEXT NOT NULL,
  app_metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- Every name under which a person signs in, in its canonical form. One namespace: nobody's user name is another's address.
CREATE TABLE user_logins (
  tenant_id TEXT NOT NULL,
  connection TEXT NOT NULL,
  login TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, connection, login)
);
CREATE INDEX user_logins_by_user ON user_logins (tenant_id, user_id);

-- One row for each scope that was allowed; the row with the empty scope says that the person was asked. `audience` is empty without an API.
CREATE TABLE consents (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  audience TEXT NOT NULL,
  scope TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, client_id, audience, scope)
);

CREATE TABLE throttles (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  count BIGINT NOT NULL,
  reset_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
