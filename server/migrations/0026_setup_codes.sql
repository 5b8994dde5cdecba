-- The code of the set-up link of a tenant: one at most, as a keyed hash. Whoever uses it removes the row.
CREATE TABLE setup_codes (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
