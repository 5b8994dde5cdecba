-- How a tenant sends its mail: its SMTP server, and the mails that it wrote anew. JSON; the password in it is sealed.

CREATE TABLE mail_providers (
  tenant_id TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id)
);

CREATE TABLE mail_templates (
  tenant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
