import { isAbsolute, resolve } from 'node:path';
import { exhaustive } from '../kernel/exhaustive.ts';
import { isAddressOrRange } from './address-range.ts';
import { isOutboundTarget } from './outbound-target.ts';
import { settingLines, type SettingName, type SettingSchema } from './schema.ts';

/** A value as it was given, and where. */
export interface Given { readonly value: unknown; readonly origin: string }

const truth: Readonly<Record<string, boolean>> = { true: true, '1': true, yes: true, on: true, false: false, '0': false, no: false, off: false };

/** Text becomes what the schema asks for, where it plainly is that; anything else stays text and is refused by the schema. */
function fromText(name: SettingName, text: string): unknown {
  const { schema } = settingLines[name];
  const type = 'type' in schema ? schema.type : undefined;
  if (type === 'integer') return /^[0-9]{1,9}$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return truth[text.toLowerCase()] ?? text;
  if (type === 'array') return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return text;
}

/** The value of a setting in its type, or the sentence that says what is wrong with it. Secrets are never repeated. */
export function parseValue(name: SettingName, given: Given, cwd: string): { readonly value: unknown } | { readonly problem: string } {
  const line = settingLines[name];
  const value = typeof given.value === 'string' ? fromText(name, given.value.trim()) : given.value;
  if (!conforms(line.schema, value) || !holds(name, value)) {
    const shown = line.secret ? 'what was given' : JSON.stringify(given.value);
    return { problem: `${given.origin}: ${name} is ${shown}, but it must be ${line.says}.` };
  }
  return { value: line.path && !isAbsolute(value as string) ? resolve(cwd, value as string) : value };
}

/** JSON Schema, as far as {@link SettingSchema} goes. */
function conforms(schema: SettingSchema, value: unknown): boolean {
  if ('enum' in schema) return schema.enum.includes(value as string);
  switch (schema.type) {
    case 'string': return typeof value === 'string' && isLike(value, schema);
    case 'integer': return Number.isInteger(value) && (value as number) >= schema.minimum && (value as number) <= schema.maximum;
    case 'boolean': return typeof value === 'boolean';
    case 'array': return Array.isArray(value) && value.every((item) => conforms(schema.items, item));
    default: return exhaustive(schema);
  }
}

const isLike = (text: string, { minLength = 0, pattern = '' }: { readonly minLength?: number; readonly pattern?: string }) => text.length >= minLength && new RegExp(pattern, 'u').test(text);

/** Well-formed as a URL, and so are the percent-encodings of user and password. */
function isSmtpUrl(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    return decodeURIComponent(username + password).length >= 0;
  } catch { return false; }
}

/** What a pattern can not say. */
function holds(name: SettingName, value: unknown): boolean {
  switch (name) {
    case 'smtpUrl': return isSmtpUrl(value as string);
    case 'trustProxy': return (value as readonly string[]).every(isAddressOrRange);
    case 'outboundAllow': return (value as readonly string[]).every(isOutboundTarget);
    case 'masterKey': return Buffer.from(value as string, 'base64url').length === 32;
    case 'databaseUrl': return URL.canParse(value as string);
    default: return true;
  }
}
