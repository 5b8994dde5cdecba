import type { ResponseTypeName } from '../vocabulary/names.ts';

/** OAuth Multiple Response Types §3: what an authorization answer carries, and how it goes where the request does not say. */
export interface ResponseType {
  readonly name: ResponseTypeName;
  readonly code: boolean;
  readonly idToken: boolean;
  /** An access token. */
  readonly token: boolean;
  readonly defaultMode: 'query' | 'fragment';
}
