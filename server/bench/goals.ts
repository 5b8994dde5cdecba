import { median } from './machine/quantile.ts';
import type { OperationName, TargetName } from './operations.ts';
import { figuresOf, rateFiguresOf, type Results } from './results.ts';

/** One comparison of a goal: a ratio that must not exceed its limit. `value` is missing when a side was not measured. */
export interface Judgement {
  readonly goal: string; readonly what: string; readonly value: number | undefined; readonly limit: number;
  /** What to measure again when it is close; `undefined` for figures that are no operation. */
  readonly operation: OperationName | undefined;
}

type Line = readonly [goal: string, operation: OperationName, against: TargetName, limit: number, ours?: TargetName];

/** CPU per operation, ours divided by theirs. */
const cpuGoals: readonly Line[] = [
  ['G1', 'cc-es256', 'floor', 5], ['G1', 'cc-es256', 'oidc-memory', 0.4],
  ['G2', 'cc-rs256', 'oidc-memory', 0.8],
  ['G3', 'cc', 'floor', 4], ['G3', 'cc', 'oidc-sqlite', 0.2], ['G3', 'cc', 'oidc-memory', 0.45],
  ['G4', 'refresh', 'floor', 9], ['G4', 'refresh', 'oidc-sqlite', 0.2], ['G4', 'refresh', 'oidc-memory', 0.6],
  ['G5', 'code', 'floor', 15], ['G5', 'code', 'oidc-sqlite', 0.17], ['G5', 'code', 'oidc-memory', 0.45],
  ['G6', 'introspect', 'floor', 2.5], ['G6', 'introspect', 'oidc-memory', 0.4],
  ['G6', 'userinfo', 'floor', 2.5], ['G6', 'userinfo', 'oidc-memory', 0.35],
  ['G7', 'discovery', 'floor', 1.3], ['G7', 'discovery', 'oidc-memory', 0.5],
  ['G7', 'jwks', 'floor', 1.3], ['G7', 'jwks', 'oidc-memory', 0.5],
  ['G8', 'cc', 'oidc-pg', 0.4, 'gatehouse-pg'], ['G8', 'refresh', 'oidc-pg', 0.35, 'gatehouse-pg'], ['G8', 'introspect', 'oidc-pg', 0.2, 'gatehouse-pg'],
  ['G10', 'login', 'raw', 1.15],
];

/** Every comparison of the goals G1 to G12. */
export function judge(results: Results): readonly Judgement[] {
  const judgements = [...cpuGoals.map((line) => judgeCpu(results, line)), rsaFloor(results), ...constantRate(results), ...processes(results)];
  return judgements.sort((a, b) => Number(a.goal.slice(1)) - Number(b.goal.slice(1)));
}

/** Met, not met, or not measured. */
export const isMet = ({ value, limit }: Judgement) => (value === undefined ? undefined : value <= limit);
/** So near to the limit that another measurement may say otherwise. */
export const isClose = ({ value, limit }: Judgement) => value !== undefined && Math.abs(value / limit - 1) <= 0.1;

function judgeCpu(results: Results, [goal, operation, against, limit, ours = 'gatehouse']: Line): Judgement {
  const [a, b] = [figuresOf(results, operation, ours), figuresOf(results, operation, against)];
  return { goal, what: `${operation}: CPU of ${ours} / ${against === 'raw' ? 'one bare argon2id hash' : against}`, value: ratio(a?.cpuMicros, b?.cpuMicros), limit, operation };
}

/** G2: the floor and a bare RSA signature together are what cannot be undercut. */
function rsaFloor(results: Results): Judgement {
  const [ours, floor, raw] = (['gatehouse', 'floor', 'raw'] as const).map((target) => figuresOf(results, 'cc-rs256', target)?.cpuMicros);
  const sum = floor === undefined || raw === undefined ? undefined : floor + raw;
  return { goal: 'G2', what: 'cc-rs256: CPU of gatehouse / (floor + one bare RSA signature)', value: ratio(ours, sum), limit: 1.3, operation: 'cc-rs256' };
}

function constantRate(results: Results): readonly Judgement[] {
  const p99 = (operation: OperationName, target: TargetName) => rateFiguresOf(results, operation, target)?.p99;
  return [
    { goal: 'G9', what: 'cc at a constant rate: p99 of gatehouse / oidc-sqlite', value: ratio(p99('cc', 'gatehouse'), p99('cc', 'oidc-sqlite')), limit: 0.25, operation: undefined },
    { goal: 'G9', what: 'cc-es256 at a constant rate: p99 of gatehouse / oidc-memory', value: ratio(p99('cc-es256', 'gatehouse'), p99('cc-es256', 'oidc-memory')), limit: 0.3, operation: undefined },
  ];
}

function processes({ processes: known }: Results): readonly Judgement[] {
  const start = (target: TargetName) => { const times = known.get(target)?.startMs; return times === undefined ? undefined : median(times); };
  const [ours, theirs] = [known.get('gatehouse'), known.get('oidc-sqlite')];
  const line = (goal: string, what: string, [value, limit]: readonly [number | undefined, number]): Judgement => ({ goal, what, value, limit, operation: undefined });
  return [
    line('G11', 'memory idle: gatehouse / oidc-sqlite', [ratio(ours?.idleMb, theirs?.idleMb), 1.2]),
    line('G11', 'memory after load: gatehouse / oidc-sqlite', [ratio(ours?.loadedMb, theirs?.loadedMb), 0.8]),
    line('G12', 'start to first 200: gatehouse / floor', [ratio(start('gatehouse'), start('floor')), 4]),
    line('G12', 'start to first 200: gatehouse / oidc-memory', [ratio(start('gatehouse'), start('oidc-memory')), 1.3]),
  ];
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  const value = (a ?? Number.NaN) / (b ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
