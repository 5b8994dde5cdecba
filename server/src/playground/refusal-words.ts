import type { Break } from './flow.ts';

const who = { server: 'This server', api: 'The API', app: 'Your app' } as const;

/** Who refuses a broken flow, with which error and reason, in one sentence. */
export function refusalWords({ refused: { by, error, reason } }: Pick<Break, 'refused'>): string {
  if (by === 'app') return `${who.app} refuses: ${reason.slice('app.'.length)} is not what it expects.`;
  return `${who[by]} refuses with ${error === '' ? 'a page that says why' : error}, reason ${reason}.`;
}
