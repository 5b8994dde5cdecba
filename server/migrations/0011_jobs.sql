-- Bulk work on people that outlives a request. Times are seconds since the epoch. `slot` is a number while the job takes one of the places of its tenant, and null when it has ended;
-- who works on a job holds it until `lease_until`, and every step of it counts `version` up.
CREATE TABLE jobs (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  slot BIGINT,
  version BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  size BIGINT NOT NULL,
  assignment TEXT NOT NULL,
  progress TEXT NOT NULL,
  problem TEXT,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX jobs_by_slot ON jobs (tenant_id, kind, slot);
CREATE INDEX jobs_under_way ON jobs (created_at) WHERE slot IS NOT NULL;
CREATE INDEX jobs_by_expiry ON jobs (expires_at);

-- What a job reads and writes, in pieces: base64.
CREATE TABLE job_chunks (
  tenant_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  side TEXT NOT NULL,
  number BIGINT NOT NULL,
  bytes TEXT NOT NULL,
  PRIMARY KEY (tenant_id, job_id, side, number)
);

-- Rows of a file that were not taken, each with the reasons. JSON.
CREATE TABLE job_errors (
  tenant_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, job_id, number)
);
