import type { Brand } from '../../kernel/brand.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Subject } from '../subject.ts';
import type { Actor, Grant } from '../tokens/records.ts';

/** What a brought token stands for. */
export interface Standing {
  /** `sub` as the token has it. */
  readonly sub: string;
  /** `undefined`: the token stands for an application. */
  readonly subject: Subject | undefined;
  /** What it came from; `undefined` for ID tokens and for applications. */
  readonly grant: Grant | undefined;
  /** The session and the sign-in that an ID token tells of. */
  readonly sessionKey: string | undefined;
  readonly authTime: Seconds | undefined;
  readonly scope: readonly string[];
  readonly expiresAt: Seconds;
  readonly actor: Actor | undefined;
  /** RFC 8693 §4.4, as it stands in the token. */
  readonly mayAct: unknown;
}

/** Evidence that a brought token is ours, alive, of the kind that was said, and in the hands of who may exchange it. */
export type ExchangedToken = Brand<Standing, 'ExchangedToken'>;
