const say = (text) => process.stdout.write(`${text}\n`);
const indented = (text) => text.trim().split('\n').map((line) => `    ${line}`).join('\n');
const count = (list, wanted) => list.filter(({ kind }) => kind === wanted).length;

/** Collects the results of all files, says each in one line, and at the end what failed in full. */
export function createReport() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const skips = new Map();

  /** The results of one file; `output` is what its process wrote, shown where it failed; without `wall` the seconds of its tests are added up. */
  function add(file, results, { output = '', wall } = {}) {
    const counts = { passed: count(results, 'passed'), failed: count(results, 'failed'), skipped: count(results, 'skipped') };
    for (const kind of Object.keys(totals)) totals[kind] += counts[kind];
    const seconds = wall ?? results.filter(({ nesting }) => nesting === 0).reduce((sum, result) => sum + result.seconds, 0);
    const words = [`${counts.passed} passed`, ...(counts.failed > 0 ? [`${counts.failed} failed`] : []), ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : [])];
    say(`${counts.failed > 0 ? '✖' : '✔'} ${file}  ${words.join(', ')}  ${seconds.toFixed(1)} s`);
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
