-- The members of people's metadata, each under its place and value, for searches. What is searched is compared in lower case, and no longer than an index needs.
-- Paths begin with u (user_metadata) or a (app_metadata): `u.colour` text as it is searched, of each entry where it is a list; `u.plan.` a list or an object is there; `u.age..` a number, in `number`.
-- An empty path: this person has more than is kept here, and is looked at in every search. Names that a search can not say are left out. Kept by triggers, in the commit of whatever writes people.
CREATE TABLE users_by_metadata (
  tenant_id TEXT NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  number REAL NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, path, value, number, created_at, id)
) WITHOUT ROWID;

-- Has never a row. What is inserted here is added to the table above, or taken from it where `present` is 0.
CREATE VIEW changes_of_metadata AS SELECT 1 AS present, tenant_id, id, created_at, '' AS doc FROM users WHERE false;

-- A quoted name may have a dot in it: then the path leads to another node, or to none.
CREATE TRIGGER add_metadata INSTEAD OF INSERT ON changes_of_metadata WHEN new.present = 1 BEGIN
  INSERT OR IGNORE INTO users_by_metadata
  SELECT new.tenant_id, replace(substr(CASE typeof(n.key) WHEN 'integer' THEN n.path ELSE n.fullkey END, 3), '"', '') || CASE WHEN n.type IN ('object', 'array') THEN '.' ELSE '' END,
    CASE n.type WHEN 'object' THEN '' WHEN 'array' THEN '' WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE substr(lower(cast(n.atom AS TEXT)), 1, 100) END, 0, new.created_at, new.id
  FROM json_tree(new.doc) AS n
  WHERE (length(new.doc) <= 200 OR (SELECT count(*) FROM (SELECT 1 FROM json_tree(new.doc) LIMIT 104)) <= 103) AND n.parent > 0
    AND (n.atom IS NOT NULL OR typeof(n.key) = 'text' AND n.type <> 'null')
    AND instr(CASE typeof(n.key) WHEN 'integer' THEN n.path ELSE n.fullkey END, '[') = 0 AND instr(n.fullkey, '\') = 0 AND instr(n.fullkey, '""') = 0
    AND length(replace(substr(CASE typeof(n.key) WHEN 'integer' THEN n.path ELSE n.fullkey END, 3), '"', '')) <= 100
    AND (instr(n.fullkey, '"') = 0 OR CASE typeof(n.key) WHEN 'integer' THEN n.parent ELSE n.id END = (
      SELECT same.id FROM json_tree(new.doc, '$."' || replace(replace(substr(CASE typeof(n.key) WHEN 'integer' THEN n.path ELSE n.fullkey END, 3), '"', ''), '.', '"."') || '"') AS same LIMIT 1));

  INSERT OR IGNORE INTO users_by_metadata
  SELECT new.tenant_id, replace(substr(n.fullkey, 3), '"', '') || '..', '', n.atom, new.created_at, new.id
  FROM json_tree(new.doc) AS n
  WHERE (length(new.doc) <= 200 OR (SELECT count(*) FROM (SELECT 1 FROM json_tree(new.doc) LIMIT 104)) <= 103)
    AND n.type IN ('integer', 'real') AND typeof(n.key) = 'text'
    AND instr(n.fullkey, '[') = 0 AND instr(n.fullkey, '\') = 0 AND instr(n.fullkey, '""') = 0 AND length(replace(substr(n.fullkey, 3), '"', '')) <= 100
    AND (instr(n.fullkey, '"') = 0 OR n.id = (SELECT same.id FROM json_tree(new.doc, '$."' || replace(replace(substr(n.fullkey, 3), '"', ''), '.', '"."') || '"') AS same LIMIT 1));

  INSERT OR IGNORE INTO users_by_metadata SELECT new.tenant_id, '', '', 0, new.created_at, new.id
  WHERE length(new.doc) > 200 AND (SELECT count(*) FROM (SELECT 1 FROM json_tree(new.doc) LIMIT 104)) > 103;
END;

-- The same rows again.
CREATE TRIGGER take_metadata INSTEAD OF INSERT ON changes_of_metadata WHEN new.present = 0 BEGIN
  DELETE FROM users_by_metadata WHERE (tenant_id, path, value, number, created_at, id) IN (
  SELECT new.tenant_id, replace(substr(CASE typeof(n.key) WHEN 'integer' THEN n.path ELSE n.fullkey END, 3), '"', '') || CASE WHEN n.type IN ('object', 'array') THEN '.' ELSE '' END,
    CASE n.type WHEN 'object' THEN '' WHEN 'array' THEN '' WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE substr(lower(cast(n.atom AS TEXT)), 1, 100) END, 0, new.created_at, new.id
  FROM json_tree(new.doc) AS n
  WHERE n.parent > 0 AND (n.atom IS NOT NULL OR typeof(n.key) = 'text' AND n.type <> 'null'));

  DELETE FROM users_by_metadata WHERE (tenant_id, path, value, number, created_at, id) IN (
  SELECT new.tenant_id, replace(substr(n.fullkey, 3), '"', '') || '..', '', n.atom, new.created_at, new.id FROM json_tree(new.doc) AS n WHERE n.type IN ('integer', 'real') AND typeof(n.key) = 'text');

  DELETE FROM users_by_metadata WHERE tenant_id = new.tenant_id AND path = '' AND value = '' AND number = 0 AND created_at = new.created_at AND id = new.id;
END;

CREATE TRIGGER metadata_of_new AFTER INSERT ON users WHEN new.user_metadata <> '{}' OR new.app_metadata <> '{}' BEGIN
  INSERT INTO changes_of_metadata VALUES (1, new.tenant_id, new.id, new.created_at, '{"u":' || new.user_metadata || ',"a":' || new.app_metadata || '}');
END;
CREATE TRIGGER metadata_of_changed AFTER UPDATE OF user_metadata, app_metadata ON users WHEN new.user_metadata <> old.user_metadata OR new.app_metadata <> old.app_metadata BEGIN
  INSERT INTO changes_of_metadata VALUES (0, old.tenant_id, old.id, old.created_at, '{"u":' || old.user_metadata || ',"a":' || old.app_metadata || '}');
  INSERT INTO changes_of_metadata VALUES (1, new.tenant_id, new.id, new.created_at, '{"u":' || new.user_metadata || ',"a":' || new.app_metadata || '}');
END;
CREATE TRIGGER metadata_of_removed AFTER DELETE ON users WHEN old.user_metadata <> '{}' OR old.app_metadata <> '{}' BEGIN
  INSERT INTO changes_of_metadata VALUES (0, old.tenant_id, old.id, old.created_at, '{"u":' || old.user_metadata || ',"a":' || old.app_metadata || '}');
END;

INSERT INTO changes_of_metadata SELECT 1, tenant_id, id, created_at, '{"u":' || user_metadata || ',"a":' || app_metadata || '}' FROM users WHERE user_metadata <> '{}' OR app_metadata <> '{}';
