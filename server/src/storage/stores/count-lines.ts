import { setImmediate } from 'node:timers/promises';
import { keyFloor } from '../../kernel/opaque-token.ts';
import type { LogTimes } from '../../protocol/ports/log-filter.ts';
import type { Driver } from '../driver.ts';
import type { Queries } from '../queries/every-query.ts';
import { unindexedTypes } from '../queries/log-plan.ts';
import { countedAtOnce } from '../queries/log-queries.ts';
import { newestKey } from './newest-key.ts';

/** How many lines of a type a tenant has in a stretch of time. Between the steps others get their turn. */
export async function countLines(driver: Driver, { count }: Pick<Queries['log'], 'count'>, { tenant, type, times: { from, until } }: { readonly tenant: string; readonly type: string; readonly times: LogTimes }): Promise<number> {
  if (unindexedTypes.includes(type)) throw new Error(`Lines of the type ${type} stand in no index by type and are not counted.`);
  const before = until === undefined ? newestKey : keyFloor(until);
  let [counted, after] = [0, from === undefined ? '' : keyFloor(from)];
  for (;;) {
    const [step] = await driver.read(count({ tenant, type, after, before }));
    counted += step?.count ?? 0;
    if (step === undefined || step.last === null || step.count < countedAtOnce) return counted;
    after = step.last;
    await setImmediate();
  }
}
