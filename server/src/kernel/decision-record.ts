import type { CheckName } from './checks.ts';
import type { Evidence, Refusal } from './refusal.ts';
import { reasons, type ReasonCode } from './reasons/index.ts';

/** One rule that was applied to a request. */
export interface PassedOrFailed extends Evidence { readonly check: CheckName; readonly ok: boolean }

/** What the record knows about who asked; filled in as soon as it is known. */
export interface RecordFacts { clientId?: string; userId?: string; connection?: string; grantType?: string; audience?: string; scope?: string; sessionKey?: string; federated?: boolean; /** Who called the Management API in the own name: `userId` may be whom the call was about. */ administrator?: string; /** Nobody was to be shown a page. */ silent?: boolean }

/**
 * The list of checks of one request, in the order in which they were made, and its end.
 * It becomes a row of the log with a stable reason code, an explanation and a fix.
 */
export class DecisionRecord {
  readonly requestId: string;
  readonly checks: PassedOrFailed[] = [];
  readonly facts: RecordFacts = {};
  /** The refusal that ended the request, if one did. */
  refusal: Refusal | undefined;

  constructor(requestId: string) { this.requestId = requestId; }

  /** A rule held. Write evidence only where it helps a reader; mask secrets. */
  pass(check: CheckName, evidence?: Evidence): void {
    this.checks.push(evidence === undefined ? { check, ok: true } : { check, ok: true, ...evidence });
  }

  /** A rule did not hold, with what the log alone may know of it. The refusal that follows says it in other words. */
  fail(check: CheckName, evidence: Evidence): void { this.checks.push({ check, ok: false, ...evidence }); }

  /** A rule did not hold; the first refusal is the one that the answer gives. */
  refuse(refusal: Refusal): void {
    if (this.refusal !== undefined) return;
    this.refusal = refusal;
    this.checks.push({ check: reasons[refusal.reason].check, ok: false, ...refusal.evidence });
  }

  /** A record that goes on from here. What is stored with a step says how the request ends before anybody knows that the step is won; where it is lost, this one goes on. */
  fork(): DecisionRecord {
    const fork = new DecisionRecord(this.requestId);
    fork.checks.push(...this.checks);
    Object.assign(fork.facts, this.facts);
    fork.refusal = this.refusal;
    return fork;
  }

  get reason(): ReasonCode | undefined { return this.refusal?.reason; }
}
