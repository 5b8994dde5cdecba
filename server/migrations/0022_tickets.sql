-- Links and codes that prove a mailbox: to verify an address, to set a password anew, to join. One row for each person and purpose: a newer one takes the place of an older one.
CREATE TABLE tickets (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  key TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  spent_at BIGINT,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, purpose),
  UNIQUE (tenant_id, key)
);
