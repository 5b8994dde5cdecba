import { signedIn } from '../../management/access.ts';
import { activeUsers, daily, logLine, logLines } from '../schemas/log.ts';
import { given, type DrivenCall } from './driven.ts';

/** The log and what is counted in it, after Alice signed in. */
export const logCalls: readonly DrivenCall[] = [
  { row: 'GET /logs', answer: logLines, async run({ house, management, made }) {
    const { userId } = await signedIn(house);
    const answer = await management.logs.list({ search: `type:"s" AND user_id:"${userId}"`, sort: 'date:-1', per_page: 5 });
    made.set('line', answer.data[0]?.log_id ?? '').set('reader', userId);
    return answer;
  } },
  { row: 'GET /logs/{id}', answer: logLine, run: async (stage) => stage.management.logs.get(given(stage, 'line')) },
  { row: 'GET /users/{id}/logs', answer: logLines, run: async (stage) => stage.management.users.logs.list(given(stage, 'reader'), { sort: 'date:1', per_page: 2 }) },
  { row: 'GET /stats/active-users', answer: activeUsers, run: async ({ management }) => management.stats.getActiveUsersCount() },
  { row: 'GET /stats/daily', answer: daily, run: async ({ management }) => management.stats.getDaily({ from: '20260101', to: '20260131' }) },
];
