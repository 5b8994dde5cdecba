import type { Lane } from '../../../server/src/playground/flow.ts';

/** The four lanes in the order in which they are drawn, with their names. */
export const laneNames: Readonly<Record<Lane, string>> = { browser: 'Browser', app: 'Your app', server: 'This server', api: 'Your API' };
/** The lanes alone. */
export const lanes = Object.keys(laneNames) as readonly Lane[];
