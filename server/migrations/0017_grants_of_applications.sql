-- Tokens that administrators made for themselves: grants without a person are few, so the index holds those alone.
CREATE INDEX grants_of_applications ON grants (tenant_id, audience, key) WHERE user_id IS NULL AND offline = 1;
