import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ScriptResult } from '../../src/sandbox/script-job.ts';
import { jobOf, newPool, patient, telling, userOf } from '../sandbox/jobs-of-test.ts';

const canary = 'canary-in-the-environment-of-the-server';
process.env['GATEHOUSE_CANARY'] = canary;

/** Ways out of other cages, and what each finds here. */
const escapes: readonly (readonly [expression: string, said: RegExp])[] = [
  ['typeof process + typeof Buffer + typeof setTimeout + typeof fetch + typeof structuredClone', /^(undefined){5}$/],
  ['typeof std + typeof os + typeof scriptArgs + typeof print + typeof WebAssembly', /^(undefined){5}$/],
  ['typeof SharedArrayBuffer === "undefined" || new SharedArrayBuffer(8).constructor.constructor("return typeof process")()', /^(true|undefined)$/],
  ['require("node:fs")', /^error require is not available/],
  ['request("http://127.0.0.1/")', /^error request is not available/],
  ['import("node:fs")', /^error could not load module/],
  ['import("data:text/javascript,export default 1")', /^error could not load module/],
  ['this.constructor.constructor("return process")()', /^error .*(?:process|undefined)/],
  ['callback.constructor("return process")()', /^error .*process/],
  ['console.log.constructor("return process")()', /^error .*process/],
  ['configuration.constructor.constructor("return typeof process")()', /^undefined$/],
  ['(async () => {}).constructor("return typeof process")()', /^undefined$/],
  ['(function* () {}).constructor("return typeof process")().next().value', /^undefined$/],
  ['Object.getPrototypeOf(callback).constructor === Function && Function("return this")() === globalThis', /^true$/],
  ['(Error.prepareStackTrace = (error, frames) => frames.map((frame) => frame.getThis && frame.getThis()), new Error("x").stack)', /^\s*at /],
  ['(() => { try { null.x; } catch (error) { return error.constructor.constructor("return typeof process")(); } })()', /^undefined$/],
  ['(() => { const error = new Error("x", { cause: {} }); return error.cause.constructor.constructor("return typeof process")(); })()', /^undefined$/],
  ['(() => { const error = new Error(); error.name = { toString: new Proxy(() => "", { apply: (a, b, c) => c.constructor.constructor("return typeof process")() }) }; return String(error.name); })()', /^undefined$/],
  ['new Proxy({}, { getPrototypeOf: (target) => target.constructor.constructor("return typeof process")() && null }) instanceof Object', /^(false|error)/],
  ['Promise.prototype.then.call({ constructor: { [Symbol.species]: Function } }, () => 1)', /^error /],
  ['(async () => { const trap = new Proxy(Promise.resolve(), { get: (target, name) => name === "then" ? undefined : target[name] }); return (await trap).constructor.constructor("return typeof process")(); })()', /^undefined$/],
  ['eval("typeof process") + (0, eval)("typeof process")', /^undefinedundefined$/],
  ['callback.caller', /^(undefined|null|error )/],
  ['arguments.callee.caller', /^(undefined|null|error )/],
  ['new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))', /^error /],
  ['globalThis.constructor.constructor("return typeof globalThis.process + typeof globalThis.global.process")()', /^undefinedundefined$/],
];

/** Everything that can be reached from the global object and from what a script is handed, as the texts and the names in it. */
const walk = `function (user, context, callback) {
  const seen = new Set(), texts = new Set();
  const queue = [globalThis, user, context, callback, function () {}, async () => {}, (function* () {})()];
  while (queue.length > 0) {
    const at = queue.pop();
    if (typeof at === 'string') texts.add(at.slice(0, 200));
    if (at === null || (typeof at !== 'object' && typeof at !== 'function') || seen.has(at)) continue;
    seen.add(at);
    queue.push(Object.getPrototypeOf(at));
    for (const name of Reflect.ownKeys(at)) {
      texts.add(String(name));
      const { value, get, set } = Object.getOwnPropertyDescriptor(at, name) || {};
      queue.push(value, get, set);
    }
  }
  callback(null, { count: seen.size, texts: [...texts] }, context);
}`;

const ended = (result: ScriptResult) => (result.kind === 'failed' ? result.failure : result.kind);

describe('Attacks with scripts (A220-A223)', () => {
  const pool = newPool(patient);
  const hasty = newPool();
  after(async () => { await pool.close(); await hasty.close(); });

  test('A220: every known way out of a cage leads nowhere: no host object, module, file, environment or network', async () => {
    for (const [expression, said] of escapes) assert.match(String(userOf(await pool.run(jobOf([telling(expression)])))['said']), said, expression);
    const { count, texts } = userOf(await pool.run(jobOf([walk]))) as { readonly count: number; readonly texts: readonly string[] };
    assert.ok(count > 200, 'the whole of the language was looked at');
    for (const name of ['process', 'env', 'mainModule', 'getBuiltinModule', 'binding', 'dlopen', 'Buffer', 'postMessage', 'fetch', 'WebSocket', 'Worker', '_malloc', 'HEAPU8', 'wasmMemory', 'setTimeout', 'queueMicrotask', 'readFileSync']) assert.ok(!texts.includes(name), name);
    assert.ok(!texts.some((text) => text.includes(canary) || text.includes('/node_modules/')));
  });

  test('A221: whatever a script does with time and memory ends at the limit, and the process lives', async () => {
    const before = process.memoryUsage.rss();
    const bombs: readonly (readonly [body: string, ends: readonly string[]])[] = [
      ['while (true);', ['time']],
      ['try { while (true); } catch { callback(null); } finally { callback(null); }', ['time']],
      ['(function again() { Promise.resolve().then(again); })();', ['time']],
      ['for (let at = 0; at < 1e7; at++) Promise.resolve(at).then((x) => x); callback(null);', ['time', 'memory']],
      ['const all = []; while (true) all.push(new Uint8Array(1e6));', ['memory']],
      ['const all = []; for (let at = 0; at < 4096; at++) all.push(new ArrayBuffer(1048576)); callback(null);', ['memory', 'threw']],
      ['new ArrayBuffer(4 * 1024 ** 3); callback(null);', ['memory', 'threw']],
      ['"x".repeat(1e9); callback(null);', ['memory', 'threw']],
      ['(function deeper() { return deeper() + 1; })();', ['threw']],
      ['JSON.parse("[".repeat(1e6) + "]".repeat(1e6)); callback(null);', ['threw', 'memory', 'time']],
      ['let at = user; for (let depth = 0; depth < 1e5; depth++) at = at.in = {}; callback(null, user, context);', ['output', 'memory', 'threw', 'time']],
      ['/(a+)+$/.test("a".repeat(40) + "b");', ['time']],
      ['user.text = "x".repeat(5e6); callback(null, user, context);', ['output']],
      ['for (let at = 0; at < 1e6; at++) console.log("x".repeat(100)); callback(null);', ['done', 'time']],
      ['new Array(1e7).fill(0).map((x, at) => 1e7 - at).sort(); callback(null);', ['memory', 'time']],
      ['Object.prototype.toJSON = () => { while (true); }; callback(null, user, context);', ['time']],
      ['callback(null, new Proxy({}, { ownKeys: () => { while (true); } }), context);', ['time']],
      ['setTimeout(callback, 1e9);', ['threw']],
      ['return new Promise(() => undefined);', ['unfinished']],
    ];
    for (const [body, ends] of bombs) assert.ok(ends.includes(ended(await (ends.includes('time') ? hasty : pool).run(jobOf([`function (user, context, callback) { ${body} }`])))), body);
    for (let tries = 0; (await hasty.run(jobOf([telling('1 + 1')]))).kind !== 'done'; tries++) assert.ok(tries < 20);
    assert.equal(userOf(await pool.run(jobOf([telling('1 + 1')])))['said'], '2');
    assert.ok(process.memoryUsage.rss() - before < 300 * 1024 * 1024);
  });

  test('A223: what one call changes of prototypes and globals is not there in the next, of the same tenant or another', async () => {
    const spoil = `function (user, context, callback) {
      Object.prototype.admin = true; Array.prototype.map = () => ['spoiled']; JSON.parse = () => ({ spoiled: true }); globalThis.left = 'behind'; global.left = 'behind';
      Promise.prototype.then = () => { throw new Error('spoiled'); }; UnauthorizedError.prototype.name = 'x'; console.log = () => 'spoiled'; configuration.KEY = 'spoiled';
      user.__proto__.polluted = 1; callback(null, { ...user, __proto__: { x: 1 } }, context);
    }`;
    const look = telling('[({}).admin, [1].map((x) => x)[0], typeof JSON.parse("{}").spoiled, typeof left, (await Promise.resolve(2)), new UnauthorizedError("m").name, console.log("x"), configuration.KEY, ({}).polluted].join()');
    const clean = ',1,undefined,undefined,2,UnauthorizedError,,fine,';
    const configuration = { KEY: 'fine' };
    for (const tenant of ['acme', 'acme', 'other', 'acme']) {
      assert.equal(userOf(await pool.run(jobOf([look], { tenant, configuration })))['said'], clean, tenant);
      await pool.run(jobOf([spoil], { tenant: 'acme', configuration }));
    }
    assert.deepEqual([Object.keys(Object.prototype), ({} as Record<string, unknown>)['admin'], ({} as Record<string, unknown>)['polluted']], [[], undefined, undefined], 'nor here');
  });
});
