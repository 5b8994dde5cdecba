-- What grants, codes and tokens carry beyond their columns: keys that they are bound to, claims and details that were asked for, actors. JSON; null where there is nothing.
ALTER TABLE grants ADD COLUMN detail TEXT;
ALTER TABLE codes ADD COLUMN detail TEXT;
ALTER TABLE tokens ADD COLUMN detail TEXT;

-- Things that wait for a person or a second request: pushed requests, devices, backchannel requests.
CREATE TABLE pending (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind, key)
);

-- Messages to applications that must leave, whatever happens to a process.
CREATE TABLE outbox (
  tenant_id TEXT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
CREATE INDEX outbox_by_due ON outbox (due_at);
