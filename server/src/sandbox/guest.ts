/**
 * The program inside of the engine, as text: it is all that a script finds besides the language. It answers two functions to the host, which exchange JSON with it.
 * What it needs of the language it takes before any script runs. A script can spoil the rest for those that follow it in the same call, which are of the same tenant, and for nobody else.
 */
export const guestProgram = `(function () {
  'use strict';
  const { parse, stringify } = JSON;
  const { apply, defineProperty } = Reflect;
  const { freeze } = Object;
  const { then } = Promise.prototype;
  const { slice } = String.prototype;
  const text = String;
  const outer = globalThis;

  class UnauthorizedError extends Error {
    constructor(message) { super(message); this.name = 'UnauthorizedError'; }
  }
  const lines = [];
  const cut = (value, most) => apply(slice, value, [0, most]);
  const shown = (value) => {
    try {
      if (typeof value === 'string') return value;
      if (value instanceof Error) return text(value);
      return typeof value === 'object' ? text(stringify(value)) : text(value);
    } catch { return '(can not be shown)'; }
  };
  const print = (level) => (...parts) => {
    if (lines.length >= 50) return;
    let line = level;
    for (let at = 0; at < parts.length; at++) line += ' ' + cut(shown(parts[at]), 300);
    lines[lines.length] = cut(line, 300);
  };
  const absent = (name) => function () { throw new Error(name + ' is not available: a script has no modules and no network.'); };
  const give = (name, value) => defineProperty(outer, name, { value, writable: true, configurable: true, enumerable: false });
  give('UnauthorizedError', UnauthorizedError);
  give('console', { log: print('log'), info: print('info'), warn: print('warn'), error: print('error'), debug: print('debug') });
  give('require', absent('require'));
  give('request', absent('request'));
  give('global', outer);

  let state = { kind: 'waiting', script: 0 };
  let scripts = [];
  let next;
  let running = false;

  const told = (error, script) => {
    let name = '', message = '', stack = '';
    try {
      name = error instanceof UnauthorizedError ? 'UnauthorizedError' : text(error?.name ?? '');
      message = cut(shown(error?.message ?? error), 300);
      stack = cut(text(error?.stack ?? ''), 2000);
    } catch { message = '(can not be shown)'; }
    return name === 'UnauthorizedError' ? { kind: 'denied', script, message } : { kind: 'threw', script, message, stack };
  };
  const isObject = (value) => typeof value === 'object' && value !== null;
  const go = () => {
    if (running) return;
    running = true;
    while (next !== undefined) {
      const { at, user, context } = next;
      next = undefined;
      if (at === scripts.length) state = { kind: 'done', user, context };
      else one(at, user, context);
    }
    running = false;
  };
  const one = (at, user, context) => {
    let called = false;
    state = { kind: 'waiting', script: at };
    const fail = (error) => {
      if (called) return;
      called = true;
      state = told(error, at);
    };
    const callback = (error, newUser, newContext) => {
      if (error !== undefined && error !== null) return fail(error);
      if (called) return;
      called = true;
      next = { at: at + 1, user: isObject(newUser) ? newUser : user, context: isObject(newContext) ? newContext : context };
      go();
    };
    try {
      const answer = scripts[at](user, context, callback);
      if (answer instanceof Promise) apply(then, answer, [undefined, fail]);
    } catch (error) { fail(error); }
  };

  return {
    start(input, ...functions) {
      const { user, context, configuration } = parse(input);
      give('configuration', freeze(configuration));
      scripts = functions;
      next = { at: 0, user, context };
      go();
    },
    read: () => stringify({ ...state, lines }),
  };
})()`;
