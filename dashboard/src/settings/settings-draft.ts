import type { TenantSettings } from '../api/records.ts';
import { languageNames, tagsOf } from './language-names.ts';

/** The settings of the tenant as the form has them. */
export interface SettingsDraft {
  readonly friendlyName: string; readonly supportEmail: string; readonly supportUrl: string; readonly picture: string; /** Tags, the one that is told to who speaks none of them first. */ readonly locales: string; readonly charset: string; readonly mask: string; readonly defaultAudience: string; readonly session: number | string; readonly idle: number | string;
  readonly sendVerification: boolean; readonly requireVerified: boolean; readonly endSessions: boolean; readonly registration: boolean;
}

/** The fields with what they are called. */
export const draftFields: readonly (readonly [keyof SettingsDraft, string])[] = [
  ['friendlyName', 'Name'], ['supportEmail', 'Support address'], ['supportUrl', 'Support page'], ['picture', 'Picture'], ['locales', 'Languages'], ['charset', 'Characters of device codes'], ['mask', 'Form of device codes'], ['defaultAudience', 'Default API'], ['session', 'Longest session'], ['idle', 'Idle session'],
  ['sendVerification', 'Proof of addresses'], ['requireVerified', 'Sign-in without proof'], ['endSessions', 'Sessions after a reset'], ['registration', 'Registration'],
];

/** The form of what the server answered. */
export const draftOf = ({ flags = {}, ...settings }: TenantSettings): SettingsDraft => ({
  ...pagesOf(settings),
  friendlyName: settings.friendly_name ?? '', supportEmail: settings.support_email ?? '', supportUrl: settings.support_url ?? '', defaultAudience: settings.default_audience ?? '', session: settings.session_lifetime ?? '', idle: settings.idle_session_lifetime ?? '',
  sendVerification: flags.send_verification_email === true, requireVerified: flags.require_verified_email === true, endSessions: flags.end_sessions_with_password === true, registration: flags.enable_dynamic_client_registration === true,
});

const hours = (value: number | string) => { const count = Number(value); return Number.isFinite(count) && count >= 0.02 && count <= 8760 && value !== '' ? null : 'From 0.02 hours to 8760, which are a year.'; };

const pagesOf = ({ picture_url: picture, enabled_locales: locales, device_flow: codes }: TenantSettings) => ({
  picture: picture ?? '', locales: (locales ?? languageNames.map(([tag]) => tag)).join(' '), charset: codes?.charset ?? 'base20', mask: codes?.mask ?? '',
});

/** What is wrong with a form, by field. */
export const validateDraft = {
  friendlyName: (name: string) => (name.trim() === '' ? 'A tenant needs a name.' : null),
  supportEmail: (email: string) => (email === '' || /^[^\s@<>]+@[^\s@<>]+$/.test(email.trim()) ? null : 'An address has an @ in it.'),
  supportUrl: (url: string) => (url === '' || /^https:\/\/\S+$/.test(url.trim()) ? null : 'An address that begins with https://.'),
  picture: (url: string) => (url === '' || /^https:\/\/\S+$/.test(url.trim()) ? null : 'An address that begins with https://.'),
  locales: (tags: string) => (tags === '' ? 'At least one language.' : null),
  mask: (mask: string) => (/^([ -]*\*){8,}[ -]*$/.test(mask) && mask.length <= 20 ? null : 'At least eight stars, with spaces and hyphens between them, as in ****-****; 20 signs at most.'),
  session: hours, idle: hours,
};

/** What is sent of a form: the fields that were changed, and nothing else. */
export function changesOf(draft: SettingsDraft, changed: readonly (keyof SettingsDraft)[]): object {
  const orNothing = (text: string) => (text.trim() === '' ? null : text.trim());
  const plain: Readonly<Partial<Record<keyof SettingsDraft, object>>> = {
    friendlyName: { friendly_name: draft.friendlyName.trim() }, supportEmail: { support_email: orNothing(draft.supportEmail) }, supportUrl: { support_url: orNothing(draft.supportUrl) }, picture: { picture_url: orNothing(draft.picture) }, locales: { enabled_locales: tagsOf(draft.locales) },
    charset: { device_flow: { charset: draft.charset, mask: draft.mask } }, mask: { device_flow: { charset: draft.charset, mask: draft.mask } }, defaultAudience: { default_audience: orNothing(draft.defaultAudience) },
    session: { session_lifetime: Number(draft.session) }, idle: { idle_session_lifetime: Number(draft.idle) },
  };
  const flags: Readonly<Partial<Record<keyof SettingsDraft, object>>> = {
    sendVerification: { send_verification_email: draft.sendVerification }, requireVerified: { require_verified_email: draft.requireVerified }, endSessions: { end_sessions_with_password: draft.endSessions }, registration: { enable_dynamic_client_registration: draft.registration },
  };
  const changedFlags = Object.assign({}, ...changed.map((field) => flags[field] ?? {})) as object;
  return { ...Object.assign({}, ...changed.map((field) => plain[field] ?? {})) as object, ...(Object.keys(changedFlags).length === 0 ? {} : { flags: changedFlags }) };
}
