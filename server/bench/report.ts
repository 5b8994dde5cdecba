import { isMet, judge } from './goals.ts';
import { median } from './machine/quantile.ts';
import { operationNames, targetNames } from './operations.ts';
import { figuresOf, rateFiguresOf, type Results } from './results.ts';

/** The results as text: what was measured, then the goals with met or NOT MET; of a run of everything also those that were not measured. */
export const renderReport = (results: Results, { complete }: { readonly complete: boolean }) =>
  [operationTable(results), rateTable(results), processTable(results), goalTable(results, complete), failureLines(results)].filter((part) => part !== '').join('\n\n');

function operationTable(results: Results): string {
  const rows = operationNames.flatMap((operation) => targetNames.flatMap((target) => {
    const figures = figuresOf(results, operation, target);
    if (figures === undefined) return [];
    const { cpuMicros, perSecond, p50, p99, rounds } = figures;
    return [[operation, target, digits(cpuMicros), (1_000_000 / cpuMicros).toFixed(0), perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), String(rounds)]];
  }));
  return table(['operation', 'target', 'CPU us (p25)', 'per CPU-s', 'per s', 'p50 ms', 'p99 ms', 'rounds'], rows);
}

function rateTable(results: Results): string {
  const rows = operationNames.flatMap((operation) => targetNames.flatMap((target) => {
    const figures = rateFiguresOf(results, operation, target);
    return figures === undefined ? [] : [[operation, target, figures.p50.toFixed(2), figures.p99.toFixed(2), figures.p999.toFixed(2)]];
  }));
  return table([`constant ${results.rates[0]?.perSecond ?? 0}/s`, 'target', 'p50 ms', 'p99 ms', 'p99.9 ms'], rows);
}

function processTable({ processes }: Results): string {
  const rows = targetNames.flatMap((target) => {
    const figures = processes.get(target);
    return figures === undefined ? [] : [[target, median(figures.startMs).toFixed(0), figures.idleMb.toFixed(0), figures.loadedMb.toFixed(0)]];
  });
  return table(['process', 'start ms (median)', 'RSS idle MB', 'RSS after load MB'], rows);
}

function goalTable(results: Results, complete: boolean): string {
  const rows = judge(results).filter(({ value }) => complete || value !== undefined).map((judgement) => {
    const met = isMet(judgement);
    return [judgement.goal, judgement.what, judgement.value?.toFixed(2) ?? '-', `<= ${judgement.limit}`, met === undefined ? 'not measured' : met ? 'met' : 'NOT MET'];
  });
  return table(['goal', 'ratio', 'value', 'limit', ''], rows);
}

const failureLines = ({ failures }: Results) => failures.map(({ operation, target, message }) => `FAILED ${operation} of ${target}: ${message}`).join('\n');

const digits = (value: number) => value.toFixed(value < 100 ? 1 : 0);

/** Lines of text in columns; numbers stand at the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const isNumber = (text: string) => /^[\d.]+$|^-$/.test(text);
  const line = (cells: readonly string[]) => cells.map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
