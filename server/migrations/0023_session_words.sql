-- What administrators wrote down about a session, as JSON.
ALTER TABLE sessions ADD COLUMN metadata TEXT;
