-- Lines of requests and tokens of which nothing was refused leave three more indexes, as those of machines did (0012): a refresh and an exchange of a code wrote each line seven times.
-- They are found by the person, and by walking along the log, in which they are never far. The list is that of `unindexedTypes`;
-- as single conditions, for SQLite makes a table of a list each time that it looks.
DROP INDEX logs_by_type;
DROP INDEX logs_by_client;
DROP INDEX logs_by_address;
CREATE INDEX logs_by_type ON logs (tenant_id, type, key) WHERE type <> 'seccft' AND type <> 'sertft' AND type <> 'seacft' AND type <> 'authorize' AND type <> 'ssa';
CREATE INDEX logs_by_client ON logs (tenant_id, client_id, key) WHERE type <> 'seccft' AND type <> 'sertft' AND type <> 'seacft' AND type <> 'authorize' AND type <> 'ssa';
CREATE INDEX logs_by_address ON logs (tenant_id, address, key) WHERE type <> 'seccft' AND type <> 'sertft' AND type <> 'seacft' AND type <> 'authorize' AND type <> 'ssa';
