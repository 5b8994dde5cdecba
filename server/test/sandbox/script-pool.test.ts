import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ScriptJob, ScriptResult } from '../../src/sandbox/script-job.ts';
import { ScriptPool } from '../../src/sandbox/script-pool.ts';
import { jobOf, newPool, patient, shortLimits, userOf } from './jobs-of-test.ts';

const pass = 'function (user, context, callback) { user.seen = (user.seen || 0) + 1; callback(null, user, context); }';
const loop = 'function (user, context, callback) { while (true); }';
const seenAs = ({ kind, ...rest }: ScriptResult) => [kind, 'failure' in rest ? rest.failure : undefined, 'script' in rest ? rest.script : undefined];

describe('The sandbox', () => {
  const pool = newPool(patient);
  const hasty = newPool();
  after(async () => { await pool.close(); await hasty.close(); });
  const run = (...scripts: readonly string[]) => pool.run(jobOf(scripts));

  test('scripts run one after the other, and each is told what the one before passed on', async () => {
    assert.equal(pool.threads, 0, 'no thread before the first script');
    assert.deepEqual(userOf(await run(pass, pass, 'async (user, context, callback) => { await 1; callback(null, { ...user, late: true }, context); }')), { seen: 2, late: true });
    assert.deepEqual(userOf(await run('function (user, context, callback) { user.kept = 1; callback(null); }')), { kept: 1 }, 'who passes nothing on keeps what there was');
    assert.deepEqual(userOf(await pool.run(jobOf(['(user, context, callback) => callback(null, { key: configuration.KEY }, context)'], { configuration: { KEY: 'v' } }))), { key: 'v' });
    assert.equal((await run()).kind, 'done');
  });

  test('a script says no with an UnauthorizedError; any other error, thrown, passed or of a promise, is a failure with its place', async () => {
    const denied = await run(pass, 'function (user, context, callback) { callback(new UnauthorizedError("Not today")); }', pass);
    assert.deepEqual([seenAs(denied), denied.kind === 'denied' && denied.message], [['denied', undefined, 1], 'Not today']);
    for (const script of ['function (u, c, callback) {\n  callback(new Error("bad"));\n}', 'function (u, c, callback) {\n  throw new Error("bad");\n}', 'async function (u, c, callback) {\n  throw new Error("bad");\n}']) {
      const failed = await run(pass, script);
      assert.deepEqual([seenAs(failed), failed.kind === 'failed' && [failed.message, failed.line]], [['failed', 'threw', 1], ['bad', 2]]);
    }
    assert.deepEqual(seenAs(await run('function (u, c, callback) { }')), ['failed', 'unfinished', 0]);
    assert.equal((await run('function (u, c, callback) { callback(null, u, c); callback(new Error("late")); throw new Error("later"); }')).kind, 'done', 'the first word counts');
  });

  test('what is no function is refused with line and column, and nothing of it runs', async () => {
    const look = (source: string) => pool.run({ tenant: 'acme', scripts: [source], input: undefined });
    assert.equal((await look(pass)).kind, 'done');
    const broken = await look('function (user, context, callback) {\n  var x = ;\n}');
    assert.deepEqual(broken.kind === 'failed' && [broken.failure, broken.line, broken.column, broken.message], ['syntax', 2, 11, "unexpected token in expression: ';'"]);
    const first = await look('function (');
    assert.deepEqual(first.kind === 'failed' && [first.failure, first.line], ['syntax', 2]);
    assert.deepEqual([seenAs(await look('42')), seenAs(await look('({})'))], [['failed', 'not_a_function', 0], ['failed', 'not_a_function', 0]]);
    assert.deepEqual(seenAs(await hasty.run({ tenant: 'acme', scripts: ['(() => { while (true); })()'], input: undefined })), ['failed', 'time', 0]);
  });

  test('the console is cut: so many lines, so long', async () => {
    const { lines } = await run('function (u, c, callback) { console.log("to you", { a: 1 }, null); for (let at = 0; at < 1000; at++) console.warn("x".repeat(10000)); callback(null, u, c); }');
    assert.deepEqual([lines[0], lines.length, lines[1]?.length], ['log to you {"a":1} null', 50, 300]);
  });

  test('what comes out is JSON of limited size, or a failure', async () => {
    for (const body of ['u.self = u', 'u.big = 10n', `u.text = 'x'.repeat(${shortLimits.output})`]) assert.deepEqual(seenAs(await run(`function (u, c, callback) { ${body}; callback(null, u, c); }`)), ['failed', 'output', undefined], body);
  });
});

describe('The threads of the sandbox', () => {
  const order: string[] = [];
  const named = (pool: ScriptPool, name: string, job: ScriptJob) => pool.run(job).then((result) => { order.push(name); return result; });

  test('a tenant whose scripts loop waits for itself; others go on', async (t) => {
    // On a busy machine the script of the other tenant may take its time too.
    const pool = newPool(1500);
    t.after(() => pool.close());
    const looping = [1, 2, 3].map((number) => named(pool, `loop ${number}`, jobOf([loop])));
    assert.equal(pool.threads, 1, 'one of two threads, and no more for one tenant');
    assert.equal((await named(pool, 'other', jobOf([pass], { tenant: 'other' }))).kind, 'done');
    assert.deepEqual((await Promise.all(looping)).map(seenAs), [['failed', 'time', 0], ['failed', 'time', 0], ['failed', 'time', 0]]);
    assert.deepEqual(order.filter((name) => name !== 'other'), ['loop 1', 'loop 2', 'loop 3']);
    assert.notEqual(order.at(-1), 'other');
  });

  test('a thread that does not answer is killed, and the next script has a new one', async () => {
    const pool = new ScriptPool({ limits: { ...shortLimits, timeMs: 0 }, graceMs: 0, size: 2 });
    assert.deepEqual(seenAs(await pool.run(jobOf([pass]))), ['failed', 'time', undefined], 'no thread starts within a millisecond');
    assert.equal(pool.threads, 0);
    await pool.close();
  });

  test('what waits when the server ends is answered', async () => {
    const pool = newPool();
    const all = [1, 2, 3].map(() => pool.run(jobOf([loop])));
    await pool.close();
    assert.deepEqual((await Promise.all(all)).map(seenAs), [['failed', 'lost', undefined], ['failed', 'busy', undefined], ['failed', 'busy', undefined]]);
  });
});
