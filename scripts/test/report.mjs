const say = (text) => process.stdout.write(`${text}\n`);
const indented = (text) => text.trim().split('\n').map((line) => `    ${line}`).join('\n');
const kinds = ['passed', 'failed', 'skipped'];
const countsOf = (results) => Object.fromEntries(kinds.map((wanted) => [wanted, results.filter(({ kind }) => kind === wanted).length]));
const secondsOf = (results) => results.filter(({ nesting }) => nesting === 0).reduce((sum, result) => sum + result.seconds, 0);

function lineOf(file, counts, seconds) {
  const words = kinds.filter((kind) => kind === 'passed' || counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return `${counts.failed > 0 ? '✖' : '✔'} ${file}  ${words.join(', ')}  ${seconds.toFixed(1)} s`;
}

/** Collects the results of all files, says each in one line, and at the end what failed in full. */
export function createReport() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const skips = new Map();

  /** The results of one file; `output` is what its process wrote, shown where it failed; without `wall` the seconds of its tests are added up. */
  function add(file, results, { output = '', wall } = {}) {
    const counts = countsOf(results);
    for (const kind of Object.keys(totals)) totals[kind] += counts[kind];
    say(lineOf(file, counts, wall ?? secondsOf(results)));
    for (const { name, error } of results.filter(({ kind }) => kind === 'failed')) failures.push({ file, name, error });
    for (const { name, reason } of results.filter(({ kind }) => kind === 'skipped')) skips.set(reason, [...(skips.get(reason) ?? []), `${file}: ${name}`]);
    if (counts.failed > 0 && output.trim() !== '') failures.push({ file, name: 'what its process wrote', error: output });
  }

  /** Says everything that did not pass, then the one line of counts; answers whether all is well. */
  function finish() {
    for (const [reason, tests] of skips) say(`\nSkipped, because ${reason}:\n${tests.map((test) => `    ${test}`).join('\n')}`);
    for (const { file, name, error } of failures) say(`\n✖ ${file}: ${name}\n${indented(error)}`);
    say(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
    return totals.failed === 0 && totals.passed + totals.skipped > 0;
  }

  return { add, finish };
}
