import type { ScriptInspector } from '../protocol/ports/script-inspector.ts';
import type { ScriptRunner } from './script-pool.ts';

/** Scripts are read by the engine that will run them, so that what is stored is what it understands. */
export const scriptInspector = (runner: ScriptRunner): ScriptInspector => ({
  async findScriptFlaw(tenant, source) {
    const result = await runner.run({ tenant, scripts: [source], input: undefined });
    if (result.kind === 'done') return undefined;
    const { message, line, column } = result.kind === 'failed' ? result : { message: result.message, line: undefined, column: undefined };
    return { message, line, column };
  },
});
