import type { MailProvider } from './message-records.ts';

/** The SMTP server as the form has it. An empty password is one that stays. */
export interface ProviderDraft { readonly enabled: boolean; readonly from: string; readonly host: string; readonly port: number | string; readonly user: string; readonly password: string }

/** The fields with what they are called. */
export const fieldNames: readonly (readonly [keyof ProviderDraft, string])[] = [['enabled', 'Switched on'], ['from', 'Sender'], ['host', 'Host'], ['port', 'Port'], ['user', 'User'], ['password', 'Password']];

/** The form of what the server answered. */
export const draftOf = ({ enabled = true, default_from_address: from = '', credentials }: MailProvider): ProviderDraft => ({ enabled, from, host: credentials?.smtp_host ?? '', port: credentials?.smtp_port ?? 587, user: credentials?.smtp_user ?? '', password: '' });

/** What is wrong with a form, by field. */
export const validateDraft = {
  host: (host: string) => (host.trim() === '' ? 'An SMTP server has a host.' : null),
  port: (port: number | string) => (Number.isInteger(port) ? null : 'From 1 to 65535.'),
};

/** What is sent of a form: the named fields, and nothing else. */
export function bodyOf({ enabled, from, host, port, user, password }: ProviderDraft, fields: readonly (keyof ProviderDraft)[]): object {
  const has = (field: keyof ProviderDraft) => fields.includes(field);
  const credentials = { ...(has('host') ? { smtp_host: host.trim() } : {}), ...(has('port') ? { smtp_port: Number(port) } : {}), ...(has('user') ? { smtp_user: user.trim() } : {}), ...(has('password') && password !== '' ? { smtp_pass: password } : {}) };
  const isNew = fields.length === fieldNames.length;
  return { ...(has('enabled') ? { enabled } : {}), ...(has('from') && from.trim() !== '' ? { default_from_address: from.trim() } : {}), ...(isNew || Object.keys(credentials).length > 0 ? { credentials } : {}) };
}
