-- The members of people's metadata, each under its place and value, for searches. What is searched is compared in lower case, and no longer than an index may hold.
-- Paths begin with u (user_metadata) or a (app_metadata): `u.colour` text as it is searched, of each entry where it is a list; `u.plan.` a list or an object is there; `u.age..` a number, in `number`.
-- An empty path: this person has more than is kept here, and is looked at in every search. Names that a search can not say are left out. Kept by triggers, in the commit of whatever writes people.
CREATE TABLE users_by_metadata (
  tenant_id TEXT NOT NULL,
  path TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  number DOUBLE PRECISION NOT NULL,
  created_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, path, value, number, created_at, id)
);

CREATE FUNCTION found_in_metadata(of_user TEXT, of_app TEXT) RETURNS TABLE (path TEXT, value TEXT, number DOUBLE PRECISION) LANGUAGE sql IMMUTABLE AS $$
  WITH RECURSIVE node AS (
    SELECT root.path, cast(root.doc AS json) AS value FROM (VALUES ('u', of_user), ('a', of_app)) AS root (path, doc)
    UNION ALL
    SELECT node.path || '.' || member.key, member.value
    FROM node CROSS JOIN LATERAL json_each(CASE json_typeof(node.value) WHEN 'object' THEN node.value ELSE cast('{}' AS json) END) AS member
    WHERE member.key <> '' AND strpos(member.key, '.') = 0 AND length(node.path) + 1 + length(member.key) <= 100
  ), entry AS (
    SELECT node.path || '.' AS path, '' AS value, cast(0 AS double precision) AS number FROM node WHERE json_typeof(node.value) IN ('object', 'array') AND strpos(node.path, '.') > 0
    UNION ALL
    SELECT node.path, substr(lower(node.value #>> '{}'), 1, 100), 0 FROM node WHERE json_typeof(node.value) IN ('string', 'number', 'boolean')
    UNION ALL
    SELECT node.path || '..', '', cast(node.value #>> '{}' AS double precision) FROM node WHERE json_typeof(node.value) = 'number'
    UNION
    SELECT node.path, substr(lower(item.value), 1, 100), 0
    FROM node CROSS JOIN LATERAL json_array_elements_text(CASE json_typeof(node.value) WHEN 'array' THEN node.value ELSE cast('[]' AS json) END) AS item (value) WHERE item.value IS NOT NULL
  )
  SELECT entry.path, entry.value, entry.number FROM entry WHERE (SELECT count(*) FROM entry) <= 100
  UNION ALL
  SELECT '', '', 0 WHERE (SELECT count(*) FROM entry) > 100
$$;

CREATE FUNCTION add_metadata_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_metadata (tenant_id, path, value, number, created_at, id)
  SELECT u.tenant_id, f.path, f.value, f.number, u.created_at, u.id FROM fresh AS u CROSS JOIN LATERAL found_in_metadata(u.user_metadata, u.app_metadata) AS f
  WHERE u.user_metadata <> '{}' OR u.app_metadata <> '{}';
  RETURN NULL;
END
$$;

CREATE FUNCTION replace_metadata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM users_by_metadata AS m USING found_in_metadata(old.user_metadata, old.app_metadata) AS f
  WHERE m.tenant_id = old.tenant_id AND m.path = f.path AND m.value = f.value AND m.number = f.number AND m.created_at = old.created_at AND m.id = old.id;
  IF tg_op = 'UPDATE' THEN
    INSERT INTO users_by_metadata (tenant_id, path, value, number, created_at, id)
    SELECT new.tenant_id, f.path, f.value, f.number, new.created_at, new.id FROM found_in_metadata(new.user_metadata, new.app_metadata) AS f;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER metadata_of_new AFTER INSERT ON users REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION add_metadata_of_new();
CREATE TRIGGER metadata_of_changed AFTER UPDATE OF user_metadata, app_metadata ON users FOR EACH ROW
  WHEN (new.user_metadata <> old.user_metadata OR new.app_metadata <> old.app_metadata) EXECUTE FUNCTION replace_metadata();
CREATE TRIGGER metadata_of_removed AFTER DELETE ON users FOR EACH ROW WHEN (old.user_metadata <> '{}' OR old.app_metadata <> '{}') EXECUTE FUNCTION replace_metadata();

INSERT INTO users_by_metadata (tenant_id, path, value, number, created_at, id)
SELECT u.tenant_id, f.path, f.value, f.number, u.created_at, u.id FROM users AS u CROSS JOIN LATERAL found_in_metadata(u.user_metadata, u.app_metadata) AS f WHERE u.user_metadata <> '{}' OR u.app_metadata <> '{}';
