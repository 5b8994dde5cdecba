import type { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AuthorizationErrorCode } from '../vocabulary/errors.ts';
import type { PromptName } from '../vocabulary/names.ts';
import { consent } from './consent.ts';
import { login } from './login.ts';

/** All that decides what the person must still do. */
export interface Situation {
  readonly prompt: ReadonlySet<PromptName>;
  readonly maxAge: number | undefined;
  /** The application is first-party, and so is its API's rule about consent. */
  readonly consentNeedless: boolean;
  /** The person is asked each time: for details that stand for one deed (RFC 9396 §11), or because nobody vouches for the application. */
  readonly consentEachTime: boolean;
  readonly scope: readonly string[];
  readonly session: { readonly subject: string; readonly authTime: Seconds } | undefined;
  /** The request names another person than the one who is signed in (login_hint, id_token_hint). */
  readonly otherPersonNamed: boolean;
  /** What the person allowed this application before; `undefined`: never asked. */
  readonly consentedScope: readonly string[] | undefined;
  /** Steps that the person finished in this very transaction. */
  readonly done: ReadonlySet<'login' | 'consent'>;
  readonly now: Seconds;
}

/** A page that the person must pass before the request can be answered. */
export type Step = 'login' | 'consent';

/** One file per step: its name, when it is needed, and what prompt=none answers instead. */
export interface StepRule {
  readonly step: Step;
  readonly refuse: (situation: Situation) => Refusal<AuthorizationErrorCode>;
  readonly needed: (situation: Situation) => boolean;
}

const steps: readonly StepRule[] = [login, consent];

/** The single place that decides what the person sees next; steps never choose one another (OIDC Core §3.1.2.3, OIDC Core §3.1.2.4). */
export function nextStep(situation: Situation): Step | 'answer' | Refusal<AuthorizationErrorCode> {
  const rule = steps.find((candidate) => candidate.needed(situation));
  if (rule === undefined) return 'answer';
  return situation.prompt.has('none') ? rule.refuse(situation) : rule.step;
}
