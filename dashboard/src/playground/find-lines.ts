import type { ManagementApi } from '../api/management-api.ts';
import type { LogLine } from '../api/records.ts';
import { eventOf, isRefused } from '../logs/log-words.ts';

/** Lines are written a moment after the answer. */
const tries = 30;
const pause = 60;
const most = 20;

async function untilThere(find: () => Promise<readonly LogLine[]>, isEnough: (lines: readonly LogLine[]) => boolean): Promise<readonly LogLine[]> {
  for (let left = tries; ; left--) {
    const lines = await find();
    if (left === 0 || isEnough(lines)) return lines;
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

/** The decision record of one request; none where nothing was decided. */
export const findLinesOfRequest = (api: ManagementApi, requestId: string): Promise<readonly LogLine[]> =>
  untilThere(() => api.get<readonly LogLine[]>('/logs', { q: `request_id:"${requestId}"`, per_page: most, sort: 'date:1' }), ({ length }) => length > 0);

/** The lines of an application that there are now: none of them is of what comes next. */
export const findOldLines = async (api: ManagementApi, clientId: string): Promise<ReadonlySet<string>> => new Set((await newestOf(api, clientId)).map(({ log_id: id = '' }) => id));

const newestOf = (api: ManagementApi, clientId: string) => api.get<readonly LogLine[]>('/logs', { q: `client_id:"${clientId}"`, per_page: most, sort: 'date:-1' });

/** The decision records of an application that were not there before, the oldest first: what a person did in a window. */
export async function findNewLines(api: ManagementApi, { clientId, seen }: { readonly clientId: string; readonly seen: ReadonlySet<string> }): Promise<readonly LogLine[]> {
  const find = async () => (await newestOf(api, clientId)).filter(({ log_id: id = '' }) => !seen.has(id)).toReversed();
  return untilThere(find, endsVisit);
}

const endsVisit = (lines: readonly LogLine[]) => lines.some((line) => isRefused(line) || ['authorize', 'logout', 'device.answered', 'ciba.answered'].includes(eventOf(line)));
