import { rowMembers } from './row-schema.ts';

const mask = '*****';
/** What is told of a row is no larger than this, in characters. */
const mostText = 4096;
const names = ['email', 'username', 'user_id'];

type Row = Readonly<Record<string, unknown>>;

/** Auth0: a row as it is told with its errors. Nothing of a password is in it, and no member that a person can not have: nobody knows what stands there. */
export function maskedRow(value: unknown): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const row = value as Row;
  const shown = Object.fromEntries(rowMembers.filter((name) => Object.hasOwn(row, name)).map((name) => [name, maskedMember(name, row[name])]));
  if (JSON.stringify(shown).length <= mostText) return shown;
  return Object.fromEntries(names.flatMap((name) => (typeof row[name] === 'string' ? [[name, row[name].slice(0, 256)]] : [])));
}

function maskedMember(name: string, value: unknown): unknown {
  if (name === 'password_hash' || name === 'mfa_factors') return mask;
  if (name !== 'custom_password_hash') return value;
  const { algorithm } = (typeof value === 'object' && value !== null ? value : {}) as Row;
  return { ...(typeof algorithm === 'string' ? { algorithm: algorithm.slice(0, 32) } : {}), hash: { value: mask } };
}
