import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/kernel/time.ts';
import { repeat, startJobs } from '../../src/jobs/jobs.ts';

const silent = { error: () => undefined };

test('a job runs again and again, never two runs at once', async () => {
  const ticks = new EventEmitter();
  let running = 0;
  let most = 0;
  let runs = 0;
  const keepAlive = setInterval(() => undefined, 1000);
  const job = repeat({ name: 'slow', pauseMs: () => 1, work: async () => {
    most = Math.max(most, ++running);
    await pause(5);
    running--;
    if (++runs === 4) ticks.emit('enough');
  } }, silent);
  await once(ticks, 'enough');
  await job.stop();
  clearInterval(keepAlive);
  assert.equal(most, 1);
});

test('a failed run is logged with its name, and the next one comes all the same', async () => {
  const ticks = new EventEmitter();
  const logged: unknown[] = [];
  let runs = 0;
  const keepAlive = setInterval(() => undefined, 1000);
  const job = repeat({ name: 'fragile', pauseMs: () => 1, work: () => {
    if (++runs === 1) throw new Error('the database is away');
    ticks.emit('again');
    return Promise.resolve();
  } }, { error: (facts) => logged.push(facts['job']) });
  await once(ticks, 'again');
  await job.stop();
  clearInterval(keepAlive);
  assert.deepEqual(logged, ['fragile']);
});

test('stop waits for the run under way, and none begins after it', async () => {
  const began = new EventEmitter();
  let ended = 0;
  let runs = 0;
  const keepAlive = setInterval(() => undefined, 1000);
  const job = repeat({ name: 'long', pauseMs: () => 1, work: async () => { runs++; began.emit('began'); await pause(20); ended++; } }, silent);
  await once(began, 'began');
  await job.stop();
  assert.equal(ended, 1);
  await pause(20);
  clearInterval(keepAlive);
  assert.equal(runs, 1);
});

test('the jobs of a server keep no process alive', async () => {
  const jobs = startJobs({ sweep: () => Promise.resolve(), refreshKeys: () => Promise.resolve(), sendMessages: () => Promise.resolve(), workInBulk: () => Promise.resolve(), clock: systemClock, logger: silent });
  assert.ok(!process.getActiveResourcesInfo().includes('Timeout'));
  await jobs.stop();
});
