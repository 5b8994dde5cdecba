-- Where people come from. `data` holds the whole record as JSON. `removed_at` is set while the people of a removed connection are still being removed: until then nobody gets its name.
CREATE TABLE connections (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);

-- Which connections an application uses; people are looked for in the order of `position`.
CREATE TABLE connection_clients (
  tenant_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, client_id, connection_id)
);
CREATE INDEX connection_clients_by_connection ON connection_clients (tenant_id, connection_id, client_id);
CREATE INDEX users_of_connection ON users (tenant_id, connection, id);

-- Hashes that people had before the one in use, where their connection remembers them. The greatest position is the newest.
CREATE TABLE former_passwords (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, position)
);

-- Every tenant had one connection, the same for all of its applications; whether sign-up was open was a setting of the tenant.
INSERT INTO connections (tenant_id, id, name, data)
SELECT tenant_id, 'con_usernamepassword', 'Username-Password-Authentication',
  '{"tenant":"' || tenant_id || '","id":"con_usernamepassword","name":"Username-Password-Authentication","strategy":"auth0","options":{"disable_signup":'
  || CASE WHEN data LIKE '%"signupOpen":false%' THEN 'true' ELSE 'false' END
  || ',"brute_force_protection":true,"password_complexity_options":{"min_length":8}},"metadata":{},"isDomainConnection":true,"showAsButton":false}'
FROM tenants;
INSERT INTO connection_clients (tenant_id, client_id, connection_id, position)
SELECT clients.tenant_id, clients.id, 'con_usernamepassword', 1 FROM clients INNER JOIN tenants ON tenants.tenant_id = clients.tenant_id;
