import type { TenantId } from '../../kernel/tenant.ts';

/** What is wrong with a script, for its author. Line and column count from one; `undefined` where the fault has no place. */
export interface ScriptFlaw { readonly message: string; readonly line: number | undefined; readonly column: number | undefined }

/** Looks at scripts before they are stored. */
export interface ScriptInspector {
  /** Whether the source is one function; it is not called. `undefined`: it is. */
  findScriptFlaw(tenant: TenantId, source: string): Promise<ScriptFlaw | undefined>;
}
