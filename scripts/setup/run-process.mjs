import { spawn } from 'node:child_process';

/** Runs a program with its output kept; answers `{ code, output }`, with code -1 where it could not be started. */
export function runQuietly(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('error', (error) => resolve({ code: -1, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? -1, output: signal === null ? output : `${output}ended by ${signal}\n` }));
  });
}

/**
 * Runs a program in our place: our standard streams, our signals, and its exit code becomes ours.
 * Ctrl-C reaches the whole foreground group by itself: passed on as well, the program would take it for a second, impatient one.
 */
export function becomeProcess(file, args, options = {}) {
  const child = spawn(file, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal === null) return resolve((process.exitCode = code ?? 1));
      for (const handled of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.removeAllListeners(handled);
      process.kill(process.pid, signal);
    });
  });
}
