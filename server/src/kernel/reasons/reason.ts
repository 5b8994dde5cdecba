import type { CheckName } from '../checks.ts';

/** One line of the catalogue of refusals. */
export interface Reason {
  /** The check (a key of `kernel/checks.ts`) that did not pass. */
  readonly check: CheckName;
  /** What happened, in words for a developer. No secrets, no guesses. */
  readonly explain: string;
  /** What to do about it, the most likely first. */
  readonly fix: readonly [string, ...string[]];
}
