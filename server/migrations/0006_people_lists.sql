-- What lists of people are sorted and found by.
CREATE INDEX users_by_email ON users (tenant_id, canonical_email, id);
CREATE INDEX users_by_creation ON users (tenant_id, created_at, id);
CREATE INDEX users_by_change ON users (tenant_id, updated_at, id);
