import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { SingleUseKind, Spent } from '../tokens/issuance.ts';

/** A single-use value on the point of being spent. */
export interface SingleUse {
  readonly kind: SingleUseKind;
  readonly key: string;
  /** The mark is kept at least so long: until the value itself is refused as expired. */
  readonly keepUntil: Seconds;
  /** What later ones may be told. Never a secret in clear. */
  readonly outcome?: string | undefined;
}

/** Spends values that buy nothing by themselves: the identifiers of assertions and proofs. */
export interface SingleUseStore {
  /** Of any number of calls, on any number of nodes, exactly one is told `first`; the others see its mark. Durable when it resolves. */
  consume(tenant: TenantId, value: SingleUse): Promise<'first' | Spent>;
}
