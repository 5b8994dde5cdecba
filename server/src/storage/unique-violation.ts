/** A row with this key, or another unique value, is there already. */
export class UniqueViolation extends Error { override readonly name = 'UniqueViolation'; }
