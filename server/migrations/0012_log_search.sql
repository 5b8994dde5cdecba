-- What lines of the log are searched by. No index holds the lines of tokens for machines (Auth0's code seccft): they are by far the most, nearly alike, and writing them is what must stay cheap.
-- They are found by walking along the log, in which they are never far.
ALTER TABLE logs ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE logs ADD COLUMN connection TEXT;
UPDATE logs SET type = event;
CREATE INDEX logs_by_user ON logs (tenant_id, user_id, key) WHERE user_id IS NOT NULL;
CREATE INDEX logs_by_reason ON logs (tenant_id, reason, key) WHERE reason IS NOT NULL;
CREATE INDEX logs_by_connection ON logs (tenant_id, connection, key) WHERE connection IS NOT NULL;
CREATE INDEX logs_by_type ON logs (tenant_id, type, key) WHERE type <> 'seccft';
CREATE INDEX logs_by_client ON logs (tenant_id, client_id, key) WHERE type <> 'seccft';
CREATE INDEX logs_by_address ON logs (tenant_id, address, key) WHERE type <> 'seccft';
