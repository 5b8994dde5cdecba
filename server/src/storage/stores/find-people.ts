import type { UserFilter, UserOrder } from '../../identity/ports/user-filter.ts';
import type { UserSearch } from '../../identity/ports/user-search.ts';
import type { Driver } from '../driver.ts';
import { isInOrderOfCreation, isLeadItself, isOfMetadata, leadsOf, type UserLead } from '../queries/user-leads.ts';
import { countAmong, countLed, countOfLead, ledPage, leadIds, timesOf, userPage, usersAmong, userStep, type Led, type Phase, type Place, type UserStep } from '../queries/user-search.ts';
import type { UserRow } from './user-store.ts';
import { createPace, type Pace } from './pace.ts';

/** A step has its price, however few it looks at. */
const fewestLooked = 100;
/** So many are looked at in as few steps as they need: most searches end there. Those that go on are the ones in whose way others stand. */
const atOnce = 1000;

/** What a search looks through, and how. */
interface Tools { readonly driver: Driver; readonly countEverybody: (tenant: string, most: number) => Promise<number>; readonly pace: Pace; readonly mostLooked: number }
/** The rows of the page, and how many there are. */
export interface FoundRows { readonly rows: readonly UserRow[]; readonly found: number }
type Filtered = UserSearch & { readonly filter: UserFilter };

/** So many people are found by an index and then sorted; a way with more is no short cut. */
const mostAtHand = 1000;
/** Where nothing else is said, a search looks at so many people, one after the other, and gives up. */
const usualMostLooked = 2_000_000;

/** Searches of people: along an index where one leads to few, else along everybody in steps between which others get their turn. */
export function peopleFinder({ driver, countEverybody, mostLooked = usualMostLooked }: Pick<Tools, 'driver' | 'countEverybody'> & { readonly mostLooked: number | undefined }): (tenant: string, search: UserSearch) => Promise<FoundRows | 'too_wide'> {
  const tools: Tools = { driver, countEverybody, mostLooked, pace: createPace(driver.dialect) };
  return async (tenant, search) => {
    const { filter } = search;
    if (filter === undefined) return { rows: await driver.read(userPage(driver.dialect, tenant, search)), found: await countEverybody(tenant, search.counted) };
    const straight = await inOrder(tools, tenant, { ...search, filter });
    if (straight !== undefined) return straight;
    const reached = await reach(tools, tenant, filter);
    return reached.ids === undefined ? along(tools, tenant, { ...search, filter, reached }) : among(tools, tenant, { ...search, filter, ids: reached.ids });
  };
}

/** Where an index knows exactly those who are meant, in the order that is asked for, they are counted there and nobody else is looked at. */
async function inOrder(tools: Tools, tenant: string, search: Filtered): Promise<FoundRows | undefined> {
  const { filter, order, counted } = search;
  const [leads = []] = order.by === 'created_at' && counted <= mostAtHand && isLeadItself(filter) ? leadsOf(filter) : [];
  const [lead] = leads;
  if (lead === undefined || !isInOrderOfCreation(leads)) return undefined;
  const { driver, pace } = tools;
  const [{ known, others } = { known: 0, others: 1 }] = await pace.turn(() => driver.read(countLed(driver.dialect, tenant, { lead, most: mostAtHand })));
  if (others > 0) return undefined;
  const rows = known === 0 ? [] : await pace.turn(() => driver.read(ledPage(driver.dialect, tenant, { ...search, lead })));
  return { rows, found: counted === 0 ? 0 : known };
}

/** What the indexes say about whom a filter can mean: everybody's id where they are few. */
type Reached = { readonly ids: readonly string[] } | Many;
/** More than are at hand. `certain`: so many are meant, too; `lead` knows all of its people in the order of their creation. */
interface Many { readonly ids: undefined; readonly certain: boolean; readonly lead: UserLead | undefined }

async function reach(tools: Tools, tenant: string, filter: UserFilter): Promise<Reached> {
  let many: Many = { ids: undefined, certain: false, lead: undefined };
  for (const leads of leadsOf(filter)) {
    const { ids, certain, whole } = await follow(tools, tenant, leads);
    if (ids !== undefined) return { ids };
    many = { ids, certain: many.certain || certain && isLeadItself(filter), lead: many.lead ?? (whole && isInOrderOfCreation(leads) ? leads[0] : undefined) };
  }
  return many;
}

/** Whom leads lead to together. `certain`: more than are at hand; `whole`: nobody is left out of what they know. */
async function follow({ driver, pace }: Tools, tenant: string, leads: readonly UserLead[]): Promise<{ readonly ids: readonly string[] | undefined; readonly certain: boolean; readonly whole: boolean }> {
  const [known, others] = [new Set<string>(), new Set<string>()];
  for (const lead of leads) {
    const led = await pace.turn(() => readLed(driver, tenant, { lead, most: mostAtHand + 1 }));
    if (led === undefined) return { ids: undefined, certain: true, whole: others.size === 0 };
    for (const { id, known: isKnown } of led) (isKnown === 1 ? known : others).add(id);
    // Who comes several times leaves less room for the others: they may be more than that.
    if (led.length > mostAtHand || known.size + others.size > mostAtHand) return { ids: undefined, certain: known.size > mostAtHand, whole: others.size === 0 };
  }
  return { ids: [...known, ...others], certain: false, whole: others.size === 0 };
}

/** Whom a lead leads to; `undefined`: to as many as that at least. For people an index is asked for their number first, which takes a twentieth of the time. */
async function readLed(driver: Driver, tenant: string, wanted: { readonly lead: UserLead; readonly most: number }): Promise<readonly Led[] | undefined> {
  if (!isOfMetadata(wanted.lead)) {
    const [counted] = await driver.read(countOfLead(driver.dialect, tenant, wanted));
    if ((counted?.count ?? 0) >= wanted.most) return undefined;
  }
  return driver.read(leadIds(driver.dialect, tenant, wanted));
}

async function among({ driver, pace }: Tools, tenant: string, search: Filtered & { readonly ids: readonly string[] }): Promise<FoundRows> {
  if (search.ids.length === 0) return { rows: [], found: 0 };
  const rows = await pace.turn(() => driver.read(usersAmong(driver.dialect, tenant, search)));
  if (search.counted === 0) return { rows, found: 0 };
  const [counted] = await pace.turn(() => driver.read(countAmong(driver.dialect, tenant, search)));
  return { rows, found: counted?.count ?? 0 };
}

async function along(tools: Tools, tenant: string, search: Filtered & { readonly reached: Many }): Promise<FoundRows | 'too_wide'> {
  const { offset, limit, counted, order, reached } = search;
  // An index that led to more than are at hand has counted them so far.
  const known = reached.certain ? mostAtHand : 0;
  const { ids, ended } = await walk(tools, tenant, { ...search, wanted: Math.max(offset + limit, counted <= known ? 0 : counted), lead: order.by === 'created_at' ? reached.lead : undefined });
  if (!ended && ids.length < offset + limit) return 'too_wide';
  const page = ids.slice(offset, offset + limit);
  const { driver } = tools;
  const rows = page.length === 0 ? [] : await driver.read(usersAmong(driver.dialect, tenant, { ids: page, filter: undefined, order, offset: 0, limit: page.length }));
  return { rows, found: Math.max(ids.length, Math.min(counted, known)) };
}

/** Ids in order, until there are enough. `ended`: there are enough, or nobody is left. */
async function walk(tools: Tools, tenant: string, search: Filtered & { readonly wanted: number; readonly lead: UserLead | undefined }): Promise<{ readonly ids: readonly string[]; readonly ended: boolean }> {
  const ids: string[] = [];
  let looked = 0;
  for (const phase of phasesOf(tools.driver.dialect, search.filter, search.order)) {
    for (let place: Place | undefined; ;) {
      if (looked >= tools.mostLooked) return { ids, ended: false };
      const people = Math.min(looked < atOnce ? atOnce : tools.pace.people(), enough({ wanted: search.wanted, found: ids.length, looked }));
      const step = await take(tools, tenant, { ...search, phase, place, people });
      ids.push(...step.ids);
      if (ids.length >= search.wanted) return { ids: ids.slice(0, search.wanted), ended: true };
      if (step.next === undefined) break;
      looked += people;
      place = step.next;
    }
  }
  return { ids, ended: true };
}

/** Among so many are those who are still wanted, if they are as frequent as until now; at first as if one in four were. */
const enough = ({ wanted, found, looked }: { readonly wanted: number; readonly found: number; readonly looked: number }) => Math.max(fewestLooked, Math.ceil(looked === 0 ? wanted * 4 : ((wanted - found) * looked * 1.2) / found));

/** One step: who was found, and where the next one begins; `undefined` at the end. */
async function take({ driver, pace }: Tools, tenant: string, step: UserStep): Promise<{ readonly ids: readonly string[]; readonly next: Place | undefined }> {
  const rows = await pace.turn(() => driver.read(userStep(driver.dialect, tenant, step)), step.people);
  const last = rows.find(({ hit }) => hit === 0);
  return { ids: rows.filter(({ hit }) => hit === 1).map(({ id }) => id), next: last === undefined ? undefined : { value: last.place, id: last.id } };
}

/** Who has nothing in the column of an order stands where the database puts them in a plain list. A filter that demands a time there leaves them out. */
function phasesOf(dialect: Driver['dialect'], filter: UserFilter, order: UserOrder): readonly Phase[] {
  if ((order.by !== 'email' && order.by !== 'last_login') || timesOf(filter, order).length > 0) return ['values'];
  return (dialect === 'sqlite') === order.descending ? ['values', 'nulls'] : ['nulls', 'values'];
}
