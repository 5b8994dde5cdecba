import { isUtf8 } from 'node:buffer';
import { foreignHashes } from '../../hashing/foreign/read-custom-hash.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import { isForeignHash } from '../../identity/ports/foreign-hashes.ts';
import type { JobError } from '../../identity/ports/job-store.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { maskedRow } from '../../management/jobs/masked-row.ts';
import { readRow, upsertedUser, type GoodRow, type ReadRow } from '../../management/jobs/read-row.ts';
import type { RowError } from '../../management/jobs/row-errors.ts';
import type { ScannedRow } from '../../management/jobs/scan-rows.ts';
import { loginsOf } from '../../storage/stores/user-store.ts';
import type { BulkTools } from '../bulk-step.ts';

/** What becomes of the rows of a step. `people` and `errors` are still to be stored. */
export interface Settled { readonly people: readonly User[]; readonly errors: readonly JobError[]; readonly updated: number }
/** Whose rows they are; `first` is the number of the first one. */
export interface RowsOf { readonly tenant: TenantId; readonly connection: Connection; readonly upsert: boolean; readonly first: number }

type Tools = Pick<BulkTools, 'users' | 'administrators' | 'clock'>;
/** A row with what was said in it. */
interface Row { readonly value: unknown; readonly read: ReadRow }
interface Update { readonly id: string; readonly index: number; readonly row: GoodRow }
type Errors = readonly RowError[];

const wrong = (code: string, message: string, path = ''): Errors => [{ code, message, path }];
const unreadable: Readonly<Record<'too_long' | 'too_deep', Errors>> = {
  too_long: wrong('MAX_LENGTH', 'The row has more than 1,048,576 bytes.'), too_deep: wrong('FORMAT', 'The row is nested deeper than 64 levels.'),
};
const duplicated = wrong('DUPLICATED_USER', 'The user already exists.');
const several = wrong('CONFLICT', 'Email, username and user_id belong to different users.');
const elsewhere = wrong('CONFLICT', 'The user belongs to another connection, or the name to an account that is linked to another user.');
/** Who may import is not who may be an owner: a file with a password for one would be a way in (A209 of the attack cases). */
const administers = wrong('CONFLICT', 'The user administers this tenant, and is not changed by an import.');
/** Somebody changes the same person at the same time: the change is made again, so often. */
const mostTries = 10;

/** Decides over rows in their order, and changes those people who are there already. */
export async function settleRows(rows: readonly ScannedRow[], of: RowsOf, tools: Tools): Promise<Settled> {
  const read = rows.map((row) => readBytes(row, of, tools));
  const place = new Places(of, await findTaken(read, of, tools));
  const outcomes = read.map(({ read: row }, index) => ('errors' in row ? row.errors : place.settle(row, index)));
  const changed = await changeAll(place.updates, of, tools);
  const all = outcomes.map((outcome, index) => changed.get(index) ?? outcome);
  const errors = all.flatMap((outcome, index) => (typeof outcome === 'string' ? [] : [{ number: of.first + index, data: { user: maskedRow(read[index]?.value), errors: outcome } }]));
  return { people: [...place.fresh.values()], errors, updated: all.filter((outcome) => outcome === 'updated').length };
}

function readBytes({ bytes }: ScannedRow, { connection }: RowsOf, { clock }: Tools): Row {
  if (typeof bytes === 'string') return { value: undefined, read: { errors: unreadable[bytes] } };
  if (!isUtf8(bytes)) return { value: undefined, read: { errors: wrong('FORMAT', 'The row is not written in UTF-8.') } };
  const value = parseJson(bytes.toString('utf8'));
  if (value === undefined) return { value, read: { errors: wrong('FORMAT', 'The row is not JSON.') } };
  return { value, read: readRow(value, { connection, hashes: foreignHashes, now: clock.now() }) };
}

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** Who has the names and the ids of these rows. */
async function findTaken(rows: readonly Row[], { tenant, connection }: RowsOf, { users }: Tools): ReturnType<Tools['users']['listTaken']> {
  const people = rows.flatMap(({ read }) => ('errors' in read ? [] : [read]));
  if (people.length === 0) return [];
  return users.listTaken(tenant, connection.name, { logins: people.flatMap(({ user }) => [...loginsOf(user)]), ids: people.flatMap(({ user, given }) => (given.user_id === undefined ? [] : [user.id])) });
}

/** Who has which name and id while the rows are gone through: people who are stored, and those of earlier rows. */
class Places {
  readonly fresh = new Map<string, User>();
  readonly updates: Update[] = [];
  readonly #upsert: boolean;
  readonly #owners = new Map<string, string>();
  readonly #ids = new Set<string>();

  constructor({ upsert }: RowsOf, taken: Awaited<ReturnType<typeof findTaken>>) {
    this.#upsert = upsert;
    for (const { login, id } of taken) if (login === undefined) this.#ids.add(id); else this.#owners.set(login, id);
  }

  settle(row: GoodRow, index: number): 'inserted' | 'updated' | Errors {
    const logins = [...loginsOf(row.user)];
    const owners = new Set([...logins.flatMap((login) => this.#owners.get(login) ?? []), ...(this.#ids.has(row.user.id) ? [row.user.id] : [])]);
    const [id] = owners;
    if (id === undefined) return this.#insert(row.user, logins);
    if (!this.#upsert) return duplicated;
    if (owners.size > 1) return several;
    const earlier = this.fresh.get(id);
    if (earlier === undefined) this.updates.push({ id, index, row });
    else this.fresh.set(id, upsertedUser(earlier, row, { keepsHash: false, now: row.user.updatedAt }));
    return 'updated';
  }

  #insert(user: User, logins: readonly string[]): 'inserted' {
    this.fresh.set(user.id, user);
    this.#ids.add(user.id);
    for (const login of logins) this.#owners.set(login, user.id);
    return 'inserted';
  }
}

/** Changes of different people at once, which the storage gathers into few commits; those of one person in their order. Answers those rows that came to nothing. */
async function changeAll(updates: readonly Update[], of: RowsOf, tools: Tools): Promise<ReadonlyMap<number, Errors>> {
  const failed = new Map<number, Errors>();
  await Promise.all([...Map.groupBy(updates, ({ id }) => id).values()].map(async (ofPerson) => {
    for (const update of ofPerson) {
      const errors = await change(update, of, tools);
      if (errors !== undefined) failed.set(update.index, errors);
    }
  }));
  return failed;
}

async function change({ id, row }: Update, { tenant, connection }: RowsOf, { users, administrators, clock }: Tools): Promise<Errors | undefined> {
  for (let tries = 0; tries < mostTries; tries++) {
    const seen = await users.find(tenant, id);
    if (seen?.connection !== connection.name || !isSame(seen, row)) return elsewhere;
    if (await administrators.findAdministratorRole(tenant, id) !== undefined) return administers;
    // Auth0: a password whose person has signed in here, or chose it here, stays.
    const keepsHash = seen.passwordHash !== undefined && !isForeignHash(seen.passwordHash);
    const outcome = await users.replace(tenant, upsertedUser(seen, row, { keepsHash, now: clock.now() }), { seen });
    if (outcome !== 'lost') return outcome === 'taken' ? elsewhere : undefined;
  }
  throw new Error(`The person ${id} was changed by others ${mostTries} times in a row.`);
}

/** Found by the own id or by a name of the own account; not by one of an account that is linked. */
function isSame(seen: User, { user }: GoodRow): boolean {
  const own = loginsOf(seen);
  return seen.id === user.id || [...loginsOf(user)].some((login) => own.has(login));
}
