-- Scripts of a tenant that run when somebody signs in, and the values that they are told. A rule is JSON; a value is sealed.

CREATE TABLE rules (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);

CREATE TABLE rule_settings (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
