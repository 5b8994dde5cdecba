-- What people may do: roles, the permissions of APIs that a role brings, who has which role, and permissions that somebody has without a role.
-- `api` is the identifier of an API, which never changes.

CREATE TABLE roles (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);

CREATE TABLE role_permissions (
  tenant_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  api TEXT NOT NULL,
  permission TEXT NOT NULL,
  PRIMARY KEY (tenant_id, role_id, api, permission)
);
CREATE INDEX role_permissions_by_api ON role_permissions (tenant_id, api);

CREATE TABLE user_roles (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, role_id)
);
CREATE INDEX user_roles_by_role ON user_roles (tenant_id, role_id, user_id);

CREATE TABLE user_permissions (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  api TEXT NOT NULL,
  permission TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, api, permission)
);
CREATE INDEX user_permissions_by_api ON user_permissions (tenant_id, api);
