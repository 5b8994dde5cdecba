import Type from 'typebox';
import { operation } from '../contract.ts';
import { invalidQuery } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { daysOf, type Day } from './days.ts';

const make = operation<ManagementTools>();
const thirtyDays = 30 * 86_400;
const day = Type.Optional(Type.String({ pattern: '^\\d{8}$', description: 'YYYYMMDD.' }));

/** Auth0: what happened on one day (UTC). There is no list of leaked passwords here, so none is ever found. */
const view = Type.Object({ date: Type.String(), logins: Type.Integer(), signups: Type.Integer(), leaked_passwords: Type.Integer(), updated_at: Type.String(), created_at: Type.String() });

/** How busy the tenant is. */
export const statsOperations = [
  make({ id: 'stats.getActiveUsersCount', method: 'GET', path: '/stats/active-users', scopes: ['read:stats'], status: 200, summary: 'How many people signed in during the last 30 days.', query: Type.Object({}), body: undefined, output: Type.Integer() }, ({ tenant }, { users, clock }) => users.countSignedIn(tenant.id, clock.now() - thirtyDays)),
  make({
    id: 'stats.getDaily', method: 'GET', path: '/stats/daily', scopes: ['read:stats'], status: 200, body: undefined, output: Type.Array(view),
    query: Type.Object({ from: day, to: day }), summary: 'Sign-ins and sign-ups of each day, counted in the log: those of days that it does not keep any more are 0. Without from and to, of the last 30 days.',
  }, async ({ tenant, query }, { logs, clock }) => {
    const days = daysOf(query, clock.nowMs());
    if (typeof days === 'string') return invalidQuery(days);
    const count = async (types: readonly string[], { from, until }: Day) => (await Promise.all(types.map((type) => logs.count(tenant.id, type, { from, until })))).reduce((sum, one) => sum + one, 0);
    const stats: unknown[] = [];
    for (const one of days) {
      const iso = (ms: number) => new Date(ms).toISOString();
      stats.push({ date: iso(one.from), logins: await count(signIns, one), signups: await count(signUps, one), leaked_passwords: 0, updated_at: iso(Math.min(one.until - 1, clock.nowMs())), created_at: iso(one.from) });
    }
    return stats;
  }),
];

/** Auth0: the types of lines that count, of `log-type.ts`. */
const signIns = ['s', 'sepft'];
const signUps = ['ss'];
