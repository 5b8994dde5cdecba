import type { Variable } from '../../guides/guide.ts';

/** What becomes of a file of environment variables. */
export interface EnvironmentPlan {
  /** The whole file, as it shall be. */
  readonly text: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly kept: readonly string[];
  /** Lines of somebody else that say otherwise; where there is one, nothing is to be written. Values are not told: they may be secrets. */
  readonly foreign: readonly { readonly name: string; readonly line: number }[];
}

/** The line above what this command wrote: only lines of that block are ever changed. It ends with the first line that is empty. */
const heading = '# gatehouse setup';
const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/;

interface Line { readonly raw: string; readonly name: string | undefined; readonly value: string; readonly ours: boolean }

function linesOf(text: string): readonly Line[] {
  let ours = false;
  return text.split(/\r?\n/).map((raw) => {
    ours = raw.startsWith(heading) || (ours && raw.trim() !== '');
    const [, name, value = ''] = assignment.exec(raw) ?? [];
    return { raw, name, value: unquoted(value.trim()), ours };
  });
}

function unquoted(value: string): string {
  const quoted = /^(["'`])(.*)\1\s*(?:#.*)?$/.exec(value);
  return quoted?.[2] ?? value.replace(/\s+#.*$/, '');
}

/** The values that a file gives, each with whether this command wrote it. Of a name that stands twice, the later line counts. */
export function readEnvironment(text: string): ReadonlyMap<string, { readonly value: string; readonly ours: boolean }> {
  return new Map(linesOf(text).flatMap(({ name, value, ours }) => (name === undefined ? [] : [[name, { value, ours }] as const])));
}

/** What a file becomes when it shall give these values. Lines that this command did not write stay as they are, to the byte. */
export function planEnvironment(text: string, wanted: readonly Variable[]): EnvironmentPlan {
  const lines = linesOf(text);
  const stands = (name: string) => lines.findLast((line) => line.name === name);
  const foreign = wanted.flatMap(({ name, value }) => {
    const line = stands(name);
    return line === undefined || line.ours || line.value === value ? [] : [{ name, line: lines.indexOf(line) + 1 }];
  });
  const changed = wanted.filter(({ name, value }) => { const line = stands(name); return line?.ours === true && line.value !== value; });
  const added = wanted.filter(({ name }) => stands(name) === undefined);
  const names = (list: readonly Variable[]) => list.map(({ name }) => name);
  const kept = wanted.filter((one) => !changed.includes(one) && !added.includes(one));
  return { text: written({ text, lines }, { changed, added }), added: names(added), changed: names(changed), kept: names(kept), foreign };
}

function written({ text, lines }: { readonly text: string; readonly lines: readonly Line[] }, { changed, added }: { readonly changed: readonly Variable[]; readonly added: readonly Variable[] }): string {
  if (changed.length + added.length === 0) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const assign = ({ name, value }: Variable) => `${name}=${value}`;
  const next = lines.map(({ raw, name, ours }) => { const change = ours ? changed.find((one) => one.name === name) : undefined; return change === undefined ? raw : assign(change); });
  const last = lines.findLastIndex(({ ours }) => ours);
  if (last !== -1) return [...next.slice(0, last + 1), ...added.map(assign), ...next.slice(last + 1)].join(end);
  const before = next.join(end).trimEnd();
  return [...(before === '' ? [] : [before, '']), heading, ...added.map(assign), ''].join(end);
}
