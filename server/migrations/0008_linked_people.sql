-- People who were linked to another person. They are no longer people of their own: they sign in as that one (`user_id`), and are kept whole so that the link can be taken apart.
CREATE TABLE linked_users (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  connection TEXT NOT NULL,
  email TEXT,
  canonical_email TEXT,
  email_verified INTEGER NOT NULL,
  username TEXT,
  password_hash TEXT,
  profile TEXT NOT NULL,
  user_metadata TEXT NOT NULL,
  app_metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX linked_users_by_user ON linked_users (tenant_id, user_id);

-- Which of the identities of a person a name to sign in with belongs to; empty: the person's own.
ALTER TABLE user_logins ADD COLUMN linked_id TEXT;
