import type { RawBuilder } from 'kysely';
import type { Desk } from '../statements/draft.ts';

/** A column has this value; with `null`, whatever it has. The value stands in the statement twice. */
export const orAny = ({ sql }: Pick<Desk<never>, 'sql'>, column: string, value: string | null): RawBuilder<boolean> => sql<boolean>`(cast(${value} as text) is null or ${sql.ref(column)} = ${value})`;
