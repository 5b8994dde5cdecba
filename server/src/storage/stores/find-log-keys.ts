import { setImmediate } from 'node:timers/promises';
import type { LogFilter } from '../../protocol/ports/log-filter.ts';
import type { Driver } from '../driver.ts';
import { plansOf, type LogPlan } from '../queries/log-plan.ts';
import { logStep, placeOf } from '../queries/log-search.ts';

/** How many keys, in which direction, of which lines. */
export interface KeySearch { readonly tenant: string; readonly filter: LogFilter | undefined; readonly descending: boolean; readonly wanted: number }
/** The first keys in order. `reached`: the search had looked at as many lines as one may, and gave up here; behind it lines may be missing. */
export interface FoundKeys { readonly keys: readonly string[]; readonly reached: string | undefined }

const linesAtOnce = 2000;
const mostLines = 200_000;

/** Looks along the log, in steps between which others get their turn. */
export async function findLogKeys(driver: Driver, search: KeySearch): Promise<FoundKeys> {
  const plans = plansOf(search.filter);
  const walks: FoundKeys[] = [];
  for (const plan of plans) walks.push(await walk(driver, plan, { ...search, most: Math.ceil(mostLines / plans.length) }));
  const sign = search.descending ? -1 : 1;
  const inOrder = (a: string, b: string) => (a < b ? -sign : sign);
  const keys = [...new Set(walks.flatMap((one) => one.keys))].sort(inOrder).slice(0, search.wanted);
  return { keys, reached: keys.length < search.wanted ? walks.flatMap((one) => one.reached ?? []).sort(inOrder)[0] : undefined };
}

async function walk(driver: Driver, plan: LogPlan, { tenant, descending, wanted, most }: KeySearch & { readonly most: number }): Promise<FoundKeys> {
  const keys: string[] = [];
  let place = placeOf(plan.times, descending);
  for (let looked = 0; looked < most; looked += linesAtOnce) {
    const lines = plan.rest.length === 0 ? Math.min(linesAtOnce, wanted - keys.length) : linesAtOnce;
    const rows = await driver.read(logStep(driver.dialect, tenant, { plan, descending, place, lines }));
    const last = rows.at(-1);
    if (last === undefined) return { keys, reached: undefined };
    keys.push(...rows.filter(({ hit }) => Boolean(hit)).map(({ key }) => key));
    if (keys.length >= wanted) return { keys, reached: undefined };
    place = last.key;
    await setImmediate();
  }
  return { keys, reached: place };
}
