import type { Application } from '../api/records.ts';

/** The rarer settings of an application as the form has them: metadata is text. */
export interface AdvancedDraft { readonly grants: readonly string[]; readonly metadata: string; readonly algorithm: string; readonly lifetime: number | string; readonly pushed: boolean; readonly bound: boolean }

/** The fields with what they are called. */
export const draftFields: readonly (readonly [keyof AdvancedDraft, string])[] = [['grants', 'Grant types'], ['metadata', 'Metadata'], ['algorithm', 'Algorithm of ID tokens'], ['lifetime', 'Lifetime of ID tokens'], ['pushed', 'Pushed requests'], ['bound', 'Bound tokens']];

/** The form of an application. */
export const draftOf = (application: Application): AdvancedDraft => ({
  grants: application.grant_types ?? [], metadata: JSON.stringify(application.client_metadata ?? {}, null, 2), algorithm: application.jwt_configuration?.alg ?? 'RS256', lifetime: application.jwt_configuration?.lifetime_in_seconds ?? '',
  pushed: application.require_pushed_authorization_requests === true, bound: application.require_proof_of_possession === true,
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

/** What is wrong with a form, by field. */
export const validateDraft = {
  metadata: (text: string) => { const value = read(text); return typeof value === 'string' ? value : null; },
  lifetime: (seconds: number | string) => (typeof seconds === 'number' && seconds >= 1 ? null : 'Give a number of seconds.'),
};

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
  };
}
