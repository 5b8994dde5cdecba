import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';

const parts = {
  sqlite: { Adapter: SqliteAdapter, Introspector: SqliteIntrospector, QueryCompiler: SqliteQueryCompiler },
  postgres: { Adapter: PostgresAdapter, Introspector: PostgresIntrospector, QueryCompiler: PostgresQueryCompiler },
};

/** Builds and compiles queries, never runs one. */
function queryBuilder(dialect) {
  const { Adapter, Introspector, QueryCompiler } = parts[dialect];
  return new Kysely({
    dialect: { createDriver: () => new DummyDriver(), createAdapter: () => new Adapter(), createIntrospector: (db) => new Introspector(db), createQueryCompiler: () => new QueryCompiler() },
  });
}

/** Stands in a query where a parameter will be. */
class Slot {
  constructor(name) { this.name = name; }
}

const parameterOf = (parameter) => (parameter instanceof Slot ? parameter.name : { value: parameter });

/** The statements of a dialect by their names: their SQL and the order of their parameters. `everyQuery` is that of the storage. */
export function writeStatements(dialect, everyQuery) {
  const db = queryBuilder(dialect);
  const written = new Map();
  everyQuery(() => (name, draft) => {
    const { sql: text, parameters } = draft({ dialect, db, sql, slot: (slotName) => new Slot(slotName) }).compile(db);
    const statement = { sql: text.replace(/\s*\n\s*/g, ' ').trim(), parameters: parameters.map(parameterOf) };
    const before = written.get(name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(statement)) throw new Error(`Two statements have the name ${name}.`);
    written.set(name, statement);
    return () => { throw new Error('A statement that is being written cannot be run.'); };
  });
  return written;
}

const literal = (value) => (typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value));
const render = ([name, { sql: text, parameters }]) => {
  const order = parameters.map((parameter) => (typeof parameter === 'string' ? literal(parameter) : `{ value: ${literal(parameter.value)} }`));
  return `  ${name}: { sql: ${literal(text)}, parameters: [${order.join(', ')}] },\n`;
};

/** The file that holds the statements of a dialect. */
export const statementFile = (dialect) => `server/src/storage/statements/${dialect}.generated.ts`;

/** The text of that file. */
export const renderStatements = (dialect, everyQuery) => `import type { WrittenStatements } from './written-statements.ts';

/** Made from server/src/storage/queries by node scripts/statements.mjs --write. Why: docs/decisions/014-sql-at-build-time.md. */
export const written: WrittenStatements = {
${[...writeStatements(dialect, everyQuery)].sort(([one], [other]) => (one < other ? -1 : 1)).map(render).join('')}};
`;
