const undone = new Set<() => void>();

process.on('exit', () => { for (const undo of undone) undo(); });
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.on(signal, () => process.exit(code));

/**
 * Runs `undo` when this process ends in the middle, by a signal too: no server and no database outlives the bench.
 * Answers what takes the promise back, for when it was done in the ordinary way.
 */
export function atExit(undo: () => void): () => void {
  undone.add(undo);
  return () => { undone.delete(undo); };
}

/** Kills a process that may be gone already. */
export function killQuietly(pid: number | undefined, signal: NodeJS.Signals): void {
  try { if (pid !== undefined) process.kill(pid, signal); } catch { /* It is gone. */ }
}
