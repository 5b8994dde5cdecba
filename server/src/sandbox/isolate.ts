import { readFile } from 'node:fs/promises';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext, type QuickJSHandle, type QuickJSSyncVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { guestProgram } from './guest.ts';
import { failedWith, type ScriptFailure, type ScriptJob, type ScriptLimits, type ScriptResult } from './script-job.ts';

/** The package's types are those of its CommonJS form, where the variant is one level deeper. */
const releaseVariant = variant as unknown as QuickJSSyncVariant;

/** In pages of 64 kB: what the engine starts with, and what it can never exceed, whatever it is asked to do. */
const pages = { initial: 256, maximum: 1024 };
/** The stack of scripts, in bytes. */
const stackSize = 256 * 1024;
/** What may still run after the time is over, to say where it ended. */
const graceMs = 50;

/** An instance of the engine with memory of its own. It is of one tenant. */
export interface Isolate {
  /** Runs a job in a fresh runtime. `worn`: the instance must not be used again. */
  run(job: ScriptJob, limits: ScriptLimits): { readonly result: ScriptResult; readonly worn: boolean };
}

let compiling: Promise<WebAssembly.Module> | undefined;

/** Compiled once in a thread; an instance of it is then a matter of two milliseconds. */
const compile = async () => WebAssembly.compile(await readFile(new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))));

/** Makes an instance. */
export async function openIsolate(): Promise<Isolate> {
  compiling ??= compile();
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(releaseVariant, { wasmModule: await compiling, wasmMemory: new WebAssembly.Memory(pages) }));
  return {
    run(job, limits) {
      try {
        return runIn(engine, job, limits);
      } catch (error) {
        // The engine itself gave up.
        return { result: failedWith('memory', error instanceof Error ? error.message.slice(0, 300) : 'unknown'), worn: true };
      }
    },
  };
}

/** One call: its context, and until when it may run. */
interface Call { readonly context: QuickJSContext; readonly job: ScriptJob; readonly limits: ScriptLimits; readonly isLate: () => boolean; readonly grant: (ms: number) => void }

function runIn(engine: QuickJSWASMModule, job: ScriptJob, limits: ScriptLimits) {
  let end = Date.now() + limits.timeMs;
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(limits.memory);
  runtime.setMaxStackSize(stackSize);
  runtime.setInterruptHandler(() => Date.now() > end);
  const context = runtime.newContext();
  const result = play({ context, job, limits, isLate: () => Date.now() > end, grant: (ms) => { end = Date.now() + ms; } });
  // After anything unusual nothing is taken down: the whole instance is thrown away.
  const worn = result.kind === 'failed';
  if (!worn) {
    context.dispose();
    runtime.dispose();
  }
  return { result, worn };
}

function play(call: Call): ScriptResult {
  const { context, job } = call;
  const guest = context.unwrapResult(context.evalCode(guestProgram, 'guest'));
  const functions: QuickJSHandle[] = [];
  try {
    for (const [at, source] of job.scripts.entries()) {
      const made = functionOf(call, source, at);
      if ('kind' in made) return made;
      functions.push(made);
    }
    return job.input === undefined ? { kind: 'done', output: '', lines: [] } : answerOf(call, guest, { functions, input: job.input });
  } finally {
    for (const handle of [guest, ...functions]) handle.dispose();
  }
}

/** A script is one function. Its source stands in parentheses, so that what is no expression is no script. */
function functionOf(call: Call, source: string, at: number): QuickJSHandle | ScriptResult {
  const { context } = call;
  const outcome = context.evalCode(`(${source}\n)`, `script${at}`);
  if (outcome.error !== undefined) return failureOf(call, outcome.error, at);
  if (context.typeof(outcome.value) === 'function') return outcome.value;
  outcome.value.dispose();
  return failedWith('not_a_function', 'The script is not one function of (user, context, callback).', at);
}

function answerOf(call: Call, guest: QuickJSHandle, { functions, input }: { readonly functions: readonly QuickJSHandle[]; readonly input: string }): ScriptResult {
  const { context } = call;
  using start = context.getProp(guest, 'start');
  using text = context.newString(input);
  const started = context.callFunction(start, context.undefined, text, ...functions);
  const stuck = started.error ?? pendingOf(call);
  if (stuck !== undefined) return stoppedAt(call, guest, stuck);
  if (started.error === undefined) started.value.dispose();
  return readState(call, guest, undefined);
}

/** Runs what promises wait for, until nothing is left. */
function pendingOf({ context }: Call): QuickJSHandle | undefined {
  const jobs = context.runtime.executePendingJobs();
  return jobs.error;
}

/** The time or the memory came to its end: where, the guest still says if it can. */
function stoppedAt(call: Call, guest: QuickJSHandle, error: QuickJSHandle): ScriptResult {
  const failure = call.isLate() ? 'time' : 'memory';
  const { message } = errorOf(call.context, error);
  call.grant(graceMs);
  return readState(call, guest, { failure, message });
}

interface Told { readonly kind: string; readonly script: number; readonly message: string; readonly stack: string; readonly lines: readonly string[] }
interface Stop { readonly failure: ScriptFailure; readonly message: string }

function readState(call: Call, guest: QuickJSHandle, stop: Stop | undefined): ScriptResult {
  const { context, limits } = call;
  using read = context.getProp(guest, 'read');
  const answer = context.callFunction(read, context.undefined);
  if (answer.error !== undefined) {
    if (stop !== undefined) return failedWith(stop.failure, stop.message);
    return call.isLate() ? failedWith('time', 'interrupted') : failedWith('output', `What the last script passed on is no JSON: ${errorOf(context, answer.error).message}`);
  }
  using value = answer.value;
  // Nothing is copied out before it is known how long it is.
  using length = context.getProp(value, 'length');
  if (context.getNumber(length) > limits.output) return failedWith(stop?.failure ?? 'output', `What the last script passed on is longer than ${limits.output} characters.`);
  const output = context.getString(value);
  return resultOf(JSON.parse(output) as Told, output, stop ?? (call.isLate() ? { failure: 'time', message: 'interrupted' } : undefined));
}

function resultOf({ kind, script, message, stack, lines }: Told, output: string, stop: Stop | undefined): ScriptResult {
  if (kind === 'done' && stop === undefined) return { kind: 'done', output, lines };
  if (kind === 'denied' && stop === undefined) return { kind: 'denied', script, message, lines };
  const at = { kind: 'failed', script, lines, line: undefined, column: undefined } as const;
  if (stop !== undefined) return { ...at, ...stop };
  if (kind === 'waiting') return { ...at, failure: 'unfinished', message: 'The script ended without calling callback.' };
  return { ...at, ...placeOf(stack, script), failure: message === 'out of memory' ? 'memory' : 'threw', message };
}

function failureOf(call: Call, error: QuickJSHandle, at: number): ScriptResult {
  const { name, message, stack } = errorOf(call.context, error);
  if (call.isLate()) return failedWith('time', message, at);
  return { kind: 'failed', failure: name === 'SyntaxError' ? 'syntax' : 'threw', script: at, message, ...placeOf(stack, at), lines: [] };
}

/** Line and column, counted from one, as the author of the script sees them: the parenthesis before it is ours. */
function placeOf(stack: string, at: number): { readonly line: number | undefined; readonly column: number | undefined } {
  const found = new RegExp(`script${at}:(\\d+):(\\d+)`).exec(stack);
  if (found === null) return { line: undefined, column: undefined };
  const [line, column] = [Number(found[1]), Number(found[2])];
  return { line, column: line === 1 ? Math.max(1, column - 1) : column };
}

const most = 300;

/** What an error says of itself. Only texts leave the engine, and short ones. */
function errorOf(context: QuickJSContext, error: QuickJSHandle): { readonly name: string; readonly message: string; readonly stack: string } {
  const member = (name: string) => {
    using value = context.getProp(error, name);
    return context.typeof(value) === 'string' ? context.getString(value) : '';
  };
  return { name: member('name').slice(0, most), message: member('message').slice(0, most), stack: member('stack').slice(0, 2000) };
}
