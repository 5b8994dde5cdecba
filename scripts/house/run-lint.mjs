import { lint } from './lint.mjs';

const results = await lint();
for (const { name, code, output, seconds } of results) {
  process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (code !== 0) process.stdout.write(`${output.trim()}\n\n`);
}
if (results.some(({ code }) => code !== 0)) process.exitCode = 1;
