import type { Application } from '../api/records.ts';

/** The rarer settings of an application as the form has them: metadata is text. */
export interface AdvancedDraft { readonly grants: readonly string[]; readonly metadata: string; readonly algorithm: string; readonly lifetime: number | string; readonly pushed: boolean; readonly bound: boolean; readonly rotates: boolean; readonly leeway: number | string; /** Empty: without an end. */ readonly life: number | string; readonly idle: number | string }

/** The fields with what they are called. */
export const draftFields: readonly (readonly [keyof AdvancedDraft, string])[] = [['grants', 'Grant types'], ['metadata', 'Metadata'], ['algorithm', 'Algorithm of ID tokens'], ['lifetime', 'Lifetime of ID tokens'], ['pushed', 'Pushed requests'], ['bound', 'Bound tokens'], ['rotates', 'Rotation'], ['leeway', 'Leeway'], ['life', 'Life of refresh tokens'], ['idle', 'Idle life of refresh tokens']];
const ofRefresh: readonly (keyof AdvancedDraft)[] = ['rotates', 'leeway', 'life', 'idle'];

const refreshOf = (refresh: NonNullable<Application['refresh_token']>) => ({
  rotates: refresh.rotation_type === 'rotating', leeway: refresh.leeway ?? 0, life: refresh.infinite_token_lifetime === true ? '' : refresh.token_lifetime ?? '', idle: refresh.infinite_idle_token_lifetime === true ? '' : refresh.idle_token_lifetime ?? '',
});

/** The form of an application. */
export const draftOf = (application: Application): AdvancedDraft => ({
  grants: application.grant_types ?? [], metadata: JSON.stringify(application.client_metadata ?? {}, null, 2), algorithm: application.jwt_configuration?.alg ?? 'RS256', lifetime: application.jwt_configuration?.lifetime_in_seconds ?? '',
  pushed: application.require_pushed_authorization_requests === true, bound: application.require_proof_of_possession === true, ...refreshOf(application.refresh_token ?? {}),
});

/** Which fields differ from what is saved. */
export const changedOf = (now: AdvancedDraft, saved: AdvancedDraft): readonly (keyof AdvancedDraft)[] => draftFields.map(([field]) => field).filter((field) => (field === 'grants' ? [...now.grants].sort().join(' ') !== [...saved.grants].sort().join(' ') : now[field] !== saved[field]));

type Words = Readonly<Record<string, string>>;
function read(text: string): Words | string {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'It must be an object in braces.';
    return Object.values(value).every((one) => typeof one === 'string') ? value as Words : 'Each value is text in quotes.';
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`;
  }
}

const seconds = (value: number | string) => (value === '' || (typeof value === 'number' && value >= 1) ? null : 'Give a number of seconds, or nothing.');

/** What is wrong with a form, by field. */
export const validateDraft = {
  metadata: (text: string) => { const value = read(text); return typeof value === 'string' ? value : null; },
  lifetime: (seconds: number | string) => (typeof seconds === 'number' && seconds >= 1 ? null : 'Give a number of seconds.'),
  life: seconds, idle: seconds, leeway: (value: number | string) => (typeof value === 'number' && value >= 0 && value <= 60 ? null : 'Give a number of seconds, at most 60.'),
};

/** A token that does not rotate has no idle life, so nothing is said of it. */
function refreshBody({ rotates, leeway, life, idle }: AdvancedDraft): object {
  const whole = life === '' ? { expiration_type: 'non-expiring', infinite_token_lifetime: true } : { expiration_type: 'expiring', infinite_token_lifetime: false, token_lifetime: Number(life) };
  const unused = idle === '' ? { infinite_idle_token_lifetime: true } : { infinite_idle_token_lifetime: false, idle_token_lifetime: Number(idle) };
  return { rotation_type: rotates ? 'rotating' : 'non-rotating', leeway: Number(leeway), ...whole, ...(rotates ? unused : {}) };
}

/** What is sent of a form: the fields that were changed, and nothing else. Metadata is merged by the server: a word that shall go is sent as null. */
export function changesOf(draft: AdvancedDraft, application: Application, changed: readonly (keyof AdvancedDraft)[]): object {
  const metadata = () => {
    const now = read(draft.metadata) as Words;
    return { ...now, ...Object.fromEntries(Object.keys(application.client_metadata ?? {}).filter((name) => !Object.hasOwn(now, name)).map((name) => [name, null])) };
  };
  return {
    ...(changed.includes('grants') ? { grant_types: draft.grants } : {}), ...(changed.includes('metadata') ? { client_metadata: metadata() } : {}),
    ...(changed.includes('algorithm') || changed.includes('lifetime') ? { jwt_configuration: { alg: draft.algorithm, lifetime_in_seconds: Number(draft.lifetime) } } : {}),
    ...(changed.includes('pushed') ? { require_pushed_authorization_requests: draft.pushed } : {}), ...(changed.includes('bound') ? { require_proof_of_possession: draft.bound } : {}),
    ...(changed.some((field) => ofRefresh.includes(field)) ? { refresh_token: refreshBody(draft) } : {}),
  };
}
