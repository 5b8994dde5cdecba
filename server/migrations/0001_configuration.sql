-- What administrators change. `data` holds the whole record as JSON; beside it stands only what must be found by or be unique.

CREATE TABLE config_version (
  id BIGINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL
);
INSERT INTO config_version (id, version) VALUES (1, 0);

CREATE TABLE tenants (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  data TEXT NOT NULL
);

CREATE TABLE clients (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- The web origins of enabled clients: a CORS preflight names no client.
CREATE TABLE client_origins (
  tenant_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  client_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, origin, client_id)
);
CREATE INDEX client_origins_by_client ON client_origins (tenant_id, client_id);

CREATE TABLE resource_servers (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  identifier TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, identifier)
);

CREATE TABLE client_grants (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  audience TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, client_id, audience)
);

-- `ring` is the list of `kid:state` of a tenant's keys, as JSON, sorted: what a change of the ring is compared with.
CREATE TABLE key_rings (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  ring TEXT NOT NULL
);

CREATE TABLE signing_keys (
  tenant_id TEXT NOT NULL,
  kid TEXT NOT NULL,
  alg TEXT NOT NULL,
  state TEXT NOT NULL,
  sealed TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  state_since BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, kid)
);
