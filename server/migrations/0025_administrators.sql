-- Who administers a tenant, and as what. `version` grows with each change of one: of two changes at once the later one looks again.
CREATE TABLE administrators (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

CREATE TABLE administrator_versions (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL
);
