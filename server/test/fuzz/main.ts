import { fuzzManagement } from './fuzz-management.ts';

const usage = 'npm run fuzz -- [--requests <number>] [--seed <number>] [--database-url <url>]';

/** `npm run fuzz`: 20,000 requests unless said otherwise. Ends with 1 where an answer was 5xx or outside of the document. */
async function main(args: readonly string[]): Promise<number> {
  const valueOf = (flag: string) => { const at = args.indexOf(flag); return at === -1 ? undefined : args[at + 1]; };
  const requests = Number(valueOf('--requests') ?? 20_000);
  const seed = Number(valueOf('--seed') ?? Math.floor(Math.random() * 2 ** 31));
  if (args.includes('--help') || !Number.isInteger(requests) || !Number.isInteger(seed)) { console.error(usage); return 2; }
  const started = performance.now();
  const report = await fuzzManagement({ requests, seed, databaseUrl: valueOf('--database-url'), onProgress: (done) => { if (done % 2000 === 0) console.error(`${done} requests`); } });
  for (const { shot, status, why, answer } of report.findings) console.log(`\n${shot.method} /api/v2${shot.path}\n${shot.type ?? ''} ${shot.body?.slice(0, 2000) ?? ''}\n-> ${status}, ${why}: ${answer}`);
  console.log(`\n${report.requests} requests at ${report.operations} operations, seed ${report.seed}, ${((performance.now() - started) / 1000).toFixed(0)} s; answers by status: ${JSON.stringify(report.byStatus)}; ${report.findings.length} that must not be.`);
  return report.findings.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
