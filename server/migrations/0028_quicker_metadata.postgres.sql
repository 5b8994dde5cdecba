-- The same rows as before for the same metadata, for less than half of the time: values come out of each member at once, and only what is long is counted.
CREATE OR REPLACE FUNCTION found_in_metadata(of_user TEXT, of_app TEXT) RETURNS TABLE (path TEXT, value TEXT, number DOUBLE PRECISION) LANGUAGE sql IMMUTABLE AS $$
  WITH RECURSIVE node AS (
    SELECT root.path || member.key AS path, member.value
    FROM (VALUES ('u.', of_user), ('a.', of_app)) AS root (path, doc) CROSS JOIN LATERAL json_each(cast(root.doc AS json)) AS member
    WHERE member.key <> '' AND strpos(member.key, '.') = 0 AND length(member.key) <= 98
    UNION ALL
    SELECT node.path || '.' || member.key, member.value
    FROM node CROSS JOIN LATERAL json_each(CASE json_typeof(node.value) WHEN 'object' THEN node.value ELSE cast('{}' AS json) END) AS member
    WHERE member.key <> '' AND strpos(member.key, '.') = 0 AND length(node.path) + 1 + length(member.key) <= 100
  ), entry AS MATERIALIZED (
    SELECT DISTINCT e.path, e.value, e.number
    FROM node CROSS JOIN LATERAL (
      SELECT node.path, substr(lower(item.value), 1, 100), cast(0 AS double precision)
      FROM json_array_elements_text(CASE json_typeof(node.value) WHEN 'array' THEN node.value WHEN 'object' THEN cast('[]' AS json) ELSE json_build_array(node.value) END) AS item (value) WHERE item.value IS NOT NULL
      UNION ALL
      SELECT node.path || '..', '', cast(node.value #>> '{}' AS double precision) WHERE json_typeof(node.value) = 'number'
      UNION ALL
      SELECT node.path || '.', '', 0 WHERE json_typeof(node.value) IN ('object', 'array')
    ) AS e (path, value, number)
  )
  SELECT entry.path, entry.value, entry.number FROM entry WHERE length(of_user) + length(of_app) <= 200 OR (SELECT count(*) FROM entry) <= 100
  UNION ALL
  SELECT '', '', 0 WHERE length(of_user) + length(of_app) > 200 AND (SELECT count(*) FROM entry) > 100
$$;
