-- What other providers gave for their people when they last signed in, by the id of the identity: the own one of a person, or that of a linked one. Under the master key.
CREATE TABLE upstream_tokens (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
