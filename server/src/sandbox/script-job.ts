/** How far a script may go. Times are in milliseconds. */
export interface ScriptLimits {
  /** From its first instruction to its last, all scripts of a job together. */
  readonly timeMs: number;
  /** What all values of the scripts may take, in bytes. */
  readonly memory: number;
  /** Characters of the JSON that comes out. */
  readonly output: number;
}

/** What runs in one go: functions of `(user, context, callback)`, each with what the one before passed on. */
export interface ScriptJob {
  /** Whose scripts they are: instances of the engine are not shared between tenants. */
  readonly tenant: string;
  /** The source of one function each. */
  readonly scripts: readonly string[];
  /** JSON of `{ user, context, configuration }`; `undefined`: the scripts are looked at and not called. */
  readonly input: string | undefined;
}

/** Why a job came to nothing. `unfinished`: nothing is left to run, and the callback was not called. `busy`: it was never begun. `lost`: the thread died. */
export type ScriptFailure = 'syntax' | 'not_a_function' | 'threw' | 'time' | 'memory' | 'unfinished' | 'output' | 'busy' | 'lost';

/** What scripts wrote to the console, cut. It holds what people are, and is for administrators alone. */
export interface Printed { readonly lines: readonly string[] }

/** What came of a job. `script` counts from zero and says where it ended. */
export type ScriptResult = Printed & (
  | { readonly kind: 'done'; /** JSON of `{ user, context }`, as they were after the last script; empty where nothing was called. */ readonly output: string }
  | { readonly kind: 'denied'; readonly script: number; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: ScriptFailure; readonly script: number | undefined; readonly message: string; readonly line: number | undefined; readonly column: number | undefined }
);

/** A result without more to say. */
export const failedWith = (failure: ScriptFailure, message: string, script?: number): ScriptResult => ({ kind: 'failed', failure, script, message, line: undefined, column: undefined, lines: [] });
