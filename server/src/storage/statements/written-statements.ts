import type { DialectName } from '../dialect.ts';
import type { Statement, Value } from '../statement.ts';
import type { Statements } from './draft.ts';

/** The text of a statement, and what its parameters are in their order: the name of a slot, or a value that never changes. */
export interface WrittenStatement { readonly sql: string; readonly parameters: readonly (string | { readonly value: string | number | null })[] }
/** The statements of one dialect by their names. */
export type WrittenStatements = Readonly<Record<string, WrittenStatement>>;

const remedy = 'Run node scripts/statements.mjs --write, and build again.';

/** The statements that were written at build time. Asked for one that was not, it throws: at start, for all are asked for there. */
export const writtenStatements = (dialect: DialectName, written: WrittenStatements): Statements => () => (name) => {
  const text = written[name];
  if (text === undefined) throw new Error(`No statement ${name} was written for ${dialect}. ${remedy}`);
  return bindable(name, text);
};

function bindable<P, R>(name: string, { sql, parameters }: WrittenStatement): Statement<P, R> {
  const order = parameters.map((parameter) => (typeof parameter === 'string' ? (params: P) => valueOf(name, params, parameter) : () => parameter.value));
  return (params) => ({ name, sql, values: order.map((pick) => pick(params)) });
}

/** PostgreSQL would take a parameter that is not there for null. */
function valueOf<P>(statement: string, params: P, parameter: string): Value {
  const value = params[parameter as keyof P] as Value | undefined;
  if (value === undefined) throw new Error(`The statement ${statement} has no value for ${parameter}. ${remedy}`);
  return value;
}
