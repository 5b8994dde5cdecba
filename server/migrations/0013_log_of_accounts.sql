-- What people read of the log about their own accounts: few lines among many, so the index holds those alone.
CREATE INDEX logs_of_accounts ON logs (tenant_id, user_id, key)
WHERE (event >= 'login' AND event < 'loginz') OR (event >= 'signup' AND event < 'signupz') OR (event >= 'account' AND event < 'accountz');
