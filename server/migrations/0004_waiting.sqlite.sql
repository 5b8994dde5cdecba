-- What grants, codes and tokens carry beyond their columns: keys that they are bound to, claims and details that were asked for, actors. JSON; null where there is nothing.
ALTER TABLE grants ADD COLUMN detail TEXT;
ALTER TABLE codes ADD COLUMN detail TEXT;
ALTER TABLE tokens ADD COLUMN detail TEXT;

-- Things that wait for a person or a second request: pushed requests, devices, backchannel requests.
CREATE TABLE pending (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind, key)
) STRICT, WITHOUT ROWID;

-- Messages to applications that must leave, whatever happens to a process.
CREATE TABLE outbox (
  tenant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_due ON outbox (due_at);
