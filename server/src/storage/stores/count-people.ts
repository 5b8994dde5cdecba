import { setImmediate } from 'node:timers/promises';
import type { Clock, Seconds } from '../../kernel/time.ts';
import { countedAtOnce } from '../queries/user-count-queries.ts';
import type { StoreTools } from './store-tools.ts';

type Tools = Pick<StoreTools, 'driver'> & { readonly queries: Pick<StoreTools['queries'], 'users'> };

/** How many people signed in for the last time since then. Between the steps others get their turn. */
export async function countSignedIn({ driver, queries: { users: queries } }: Tools, tenant: string, since: Seconds): Promise<number> {
  // No id sorts before the empty one: the place stands before the first sign-in of that second.
  let [counted, place] = [0, { tenant, at: since, id: '' }];
  for (;;) {
    const [border] = await driver.read(queries.signedInBorder(place));
    if (border === undefined) return counted + ((await driver.read(queries.signedInRest(place)))[0]?.count ?? 0);
    counted += countedAtOnce;
    place = { tenant, ...border };
    await setImmediate();
  }
}

/** How many people there are; nobody counts further than `most`. */
export async function countEverybody({ driver, queries: { users: queries } }: Tools, tenant: string, most: number): Promise<number> {
  let [counted, after] = [0, ''];
  while (counted < most) {
    const wanted = Math.min(countedAtOnce, most - counted);
    const [step] = await driver.read(queries.everybody({ tenant, after, most: wanted }));
    counted += step?.count ?? 0;
    if (step === undefined || step.last === null || step.count < wanted) break;
    after = step.last;
    await setImmediate();
  }
  return counted;
}

type Counting = (tenant: string, most: number) => Promise<number>;
const fewestRemembered = 10_000;
const memory: Seconds = 10;
const mostTenants = 1000;

/** Counts large tenants anew every ten seconds only: who pages through ten thousand people or more asks for their number with every page. */
export function remembered(count: Counting, clock: Clock): Counting {
  const known = new Map<string, { readonly counted: number; readonly most: number; readonly until: Seconds }>();
  return async (tenant, most) => {
    const last = known.get(tenant);
    if (last !== undefined && last.most === most && last.until > clock.now()) return last.counted;
    const counted = await count(tenant, most);
    if (known.size >= mostTenants) known.clear();
    if (counted >= fewestRemembered) known.set(tenant, { counted, most, until: clock.now() + memory });
    return counted;
  };
}
