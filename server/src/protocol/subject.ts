import type { Seconds } from '../kernel/time.ts';

/** OIDC Core §5.1 claims of a person; names as on the wire, absent ones left out. `updated_at` in seconds. */
export type Profile = Readonly<Record<string, unknown>>;

/** A person as the protocol sees one. */
export interface Subject {
  /** `sub`: `auth0|…`. */
  readonly id: string;
  readonly connection: string;
  readonly blocked: boolean;
  readonly profile: Profile;
}

/** The session that stands behind a grant; `undefined` where it ended or never was. */
export interface SessionState { readonly sid: string; readonly subject: string; readonly authTime: Seconds }
