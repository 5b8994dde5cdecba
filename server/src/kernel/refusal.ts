import { reasons, type ReasonCode } from './reasons/index.ts';
import type { Seconds } from './time.ts';

/** What was expected and what came, for the decision record. Secrets never go in here. `retryAt`: from when on a new try is taken. */
export interface Evidence { readonly expected?: string; readonly received?: string; readonly retryAt?: Seconds; /** The words of the tenant, told in the place of ours. */ readonly told?: string }

/**
 * An answer the protocol foresees: it is returned, never thrown.
 * `#nominal` makes the class nominal, so `instanceof Refusal` narrows any union it is part of.
 */
export class Refusal<Code extends string = string> {
  readonly #nominal = true;
  /** The error code of the wire, for example `invalid_grant`. */
  readonly code: Code;
  /** The stable slug of the catalogue in `kernel/reasons/`. */
  readonly reason: ReasonCode;
  readonly evidence: Evidence;

  constructor(code: Code, reason: ReasonCode, evidence: Evidence = {}) {
    this.code = code;
    this.reason = reason;
    this.evidence = evidence;
  }

  /** What happened, in one or two sentences, followed by what was sent, what was expected and the first fix. */
  get description(): string {
    const { explain, fix } = reasons[this.reason];
    const { expected, received, told } = this.evidence;
    if (told !== undefined) return errorText(told);
    const sent = received === undefined ? '' : ` Received: ${received}.`;
    const wanted = expected === undefined ? '' : ` Expected: ${expected}.`;
    return errorText(`${explain.endsWith('.') ? explain : `${explain}.`}${sent}${wanted} ${fix[0]}`);
  }

  /** `#nominal` is read here so that it is not dead. */
  static is(value: unknown): value is Refusal { return typeof value === 'object' && value !== null && #nominal in value; }
}

/** What a prover answers: the value, or the refusal that the caller passes on. */
export type Outcome<T, Code extends string = string> = T | Refusal<Code>;

/** RFC 6749 §5.2: error_description holds only %x20-21 / %x23-5B / %x5D-7E; everything else is replaced, and the text is cut. */
export function errorText(text: string): string {
  return text.replaceAll('"', "'").replaceAll('\\', '/').replace(/[^\x20-\x7e]/g, '?').slice(0, 600);
}
